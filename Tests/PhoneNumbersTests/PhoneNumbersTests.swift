// PhoneNumbersTests
