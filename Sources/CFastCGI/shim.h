#pragma once
#include <fcgiapp.h>
// Swift's Glibc module leaves these two out.
#include <sys/epoll.h>
#include <sys/signalfd.h>

// A macro with a cast inside, which Swift cannot read.
static inline uint32_t campanile_epoll_exclusive(void) { return EPOLLEXCLUSIVE; }
