#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_VALUES_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_VALUES_H_

#include <optional>
#include <string>
#include <string_view>

#include <google/protobuf/message.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/boulevard/importing/reading/mapping.h"

// From the words of a spreadsheet to the values of the contract.
namespace boulevard::importing {

// Sets the mapping's field of `message`; an empty text leaves it unset. INVALID_ARGUMENT with the reason.
absl::Status PutText(const FieldMapping& mapping, std::string_view text, google::protobuf::Message& message);

// Cents of "450", "450,00", "1.250,50", "1,250.50" or "EUR 450,-".
absl::StatusOr<int> ParseEuros(std::string_view text);

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_VALUES_H_
