#include "include/CPhoneNumbers.h"

#include <cstring>
#include <string>

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

size_t phonenumbers_e164(const char *text, size_t text_length, const char *region, char *out, size_t out_size) {
    const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
    PhoneNumber number;
    if (util.Parse(std::string(text, text_length), region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) return 0;
    if (!util.IsValidNumber(number)) return 0;
    std::string formatted;
    util.Format(number, PhoneNumberUtil::E164, &formatted);
    if (formatted.size() + 1 > out_size) return 0;
    std::memcpy(out, formatted.c_str(), formatted.size() + 1);
    return formatted.size();
}
