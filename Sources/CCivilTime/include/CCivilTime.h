#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A civil time in the proleptic Gregorian calendar, without a zone.
typedef struct {
    int64_t year;
    int32_t month, day, hour, minute, second;
} CivilTimeFields;

typedef enum { CivilTimeUnique = 0, CivilTimeGap = 1, CivilTimeOverlap = 2 } CivilTimeKind;

/// What a civil time means in a zone: seconds since 1970 UTC by the offset before the clock change, if there is one.
/// That moves a time in a gap forward by the gap, and takes the first of a time that happens twice.
typedef struct {
    int64_t seconds;
    CivilTimeKind kind;
} CivilTimeResolution;

/// The version in the first line of tzdata.zi, such as "2026b"; empty when the file is missing. Never freed.
const char *civiltime_version(void);

/// How many zone and link names tzdata.zi has; 0 when the file is missing.
int32_t civiltime_name_count(void);

/// The name at an index below the count, in byte order. Never freed.
const char *civiltime_name(int32_t index);

/// The index of a name that tzdata.zi has and cctz can load, else -1. Loaded zones stay loaded.
int32_t civiltime_open(const char *name);

/// Both take an index that civiltime_open gave.
CivilTimeResolution civiltime_resolve(int32_t zone, CivilTimeFields local);
CivilTimeFields civiltime_civil(int32_t zone, int64_t seconds);

#ifdef __cplusplus
}
#endif
