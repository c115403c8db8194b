#include "include/CCivilTime.h"
