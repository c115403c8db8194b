#include "include/CPhoneNumbers.h"

#include <cstring>
#include <string>

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

// False when the text is no valid number.
bool parse(const char *text, size_t text_length, const char *region, PhoneNumber *number) {
    const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
    return util.Parse(std::string(text, text_length), region, number) == PhoneNumberUtil::NO_PARSING_ERROR &&
        util.IsValidNumber(*number);
}

size_t write(const PhoneNumber &number, PhoneNumberUtil::PhoneNumberFormat format, char *out, size_t out_size) {
    std::string formatted;
    PhoneNumberUtil::GetInstance()->Format(number, format, &formatted);
    if (formatted.size() + 1 > out_size) return 0;
    std::memcpy(out, formatted.c_str(), formatted.size() + 1);
    return formatted.size();
}

}  // namespace

size_t phonenumbers_e164(const char *text, size_t text_length, const char *region, char *out, size_t out_size) {
    PhoneNumber number;
    return parse(text, text_length, region, &number) ? write(number, PhoneNumberUtil::E164, out, out_size) : 0;
}

size_t phonenumbers_local(const char *text, size_t text_length, const char *region, char *out, size_t out_size) {
    PhoneNumber number;
    if (!parse(text, text_length, region, &number)) return 0;
    const bool isLocal = PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(region) == number.country_code();
    return write(number, isLocal ? PhoneNumberUtil::NATIONAL : PhoneNumberUtil::INTERNATIONAL, out, out_size);
}
