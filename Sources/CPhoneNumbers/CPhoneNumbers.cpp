#include "include/CPhoneNumbers.h"
