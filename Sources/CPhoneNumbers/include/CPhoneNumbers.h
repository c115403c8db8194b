#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Writes a valid number as "+" and digits, with a final NUL, and gives their count; 0 when it is no valid number of
/// the region (an ISO 3166 code in capitals) and, if it begins with "+", of no other, or does not fit.
size_t phonenumbers_e164(const char *text, size_t text_length, const char *region, char *out, size_t out_size);

/// The same number as people of the region write it: in national form, one of another country in international form.
size_t phonenumbers_local(const char *text, size_t text_length, const char *region, char *out, size_t out_size);

#ifdef __cplusplus
}
#endif
