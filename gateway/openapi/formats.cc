#include "gateway/openapi/formats.h"

namespace boulevard::gateway::openapi {
namespace {

// runtime/rules holds requests against the same forms; contract_test holds the two against each other.
constexpr FormatText kDate{
    .format = "date",
    .pattern = "(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
    .example = "2026-03-01",
};
constexpr FormatText kEmail{
    .format = "email",
    .pattern = "[^@\\s]{1,64}@[^@\\s]+",
    .example = "housing@example.org",
    .max_length = 254,
};
constexpr FormatText kPostcode{
    .pattern = "[1-9][0-9]{3} ?(?!SA|SD|SS)[A-Z]{2}",
    .example = "2512 AB",
};
constexpr FormatText kUuid{
    .format = "uuid",
    .pattern = "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
    .example = "01980000-0000-7000-8000-000000000000",
};
constexpr FormatText kSlug{
    .pattern = "[a-z][a-z0-9]*(-[a-z0-9]+)*",
    .example = "jit-wonen",
};
constexpr FormatText kTimeOfDay{
    .pattern = "([01][0-9]|2[0-3]):[0-5][0-9]",
    .example = "22:00",
};
constexpr FormatText kPhone{
    .pattern = "\\+[1-9][0-9]{7,14}",
    .example = "+31701234567",
};

}  // namespace

const FormatText* FindFormatText(options::v1::Format format) {
  switch (format) {
    case options::v1::FORMAT_DATE:
      return &kDate;
    case options::v1::FORMAT_EMAIL:
      return &kEmail;
    case options::v1::FORMAT_DUTCH_POSTCODE:
      return &kPostcode;
    case options::v1::FORMAT_UUID:
      return &kUuid;
    case options::v1::FORMAT_SLUG:
      return &kSlug;
    case options::v1::FORMAT_TIME_OF_DAY:
      return &kTimeOfDay;
    case options::v1::FORMAT_PHONE:
      return &kPhone;
    default:
      return nullptr;
  }
}

}  // namespace boulevard::gateway::openapi
