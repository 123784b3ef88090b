// openapi-document FILE: writes the OpenAPI document of the contract there, as a site without a public
// address serves it.

#include <fstream>
#include <iostream>

#include "gateway/openapi/contract_files.h"
#include "gateway/openapi/document.h"
#include "gateway/rest/api_version.h"
#include "gateway/rest/services.h"

int main(int argc, char** argv) {
  using namespace boulevard::gateway;
  if (argc != 2) {
    std::cerr << "usage: openapi-document FILE" << std::endl;
    return 2;
  }
  const auto document = openapi::Document(rest::PublicServices(), openapi::ContractFiles(),
                                          {.version = std::string(rest::kApiVersion)});
  if (!document.ok()) {
    std::cerr << document.status() << std::endl;
    return 1;
  }
  std::ofstream file(argv[1]);
  file << *document << std::flush;
  return file ? 0 : 1;
}
