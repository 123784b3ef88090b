#include "services/runtime/webhooks/address_guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <gtest/gtest.h>

#include <string>

namespace boulevard::runtime::webhooks {
namespace {

bool IsPublicText(const std::string& text) {
  sockaddr_in6 ip6{};
  sockaddr_in ip4{};
  if (inet_pton(AF_INET, text.c_str(), &ip4.sin_addr) == 1) {
    ip4.sin_family = AF_INET;
    return IsPublic(reinterpret_cast<const sockaddr&>(ip4));
  }
  EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &ip6.sin6_addr), 1) << text;
  ip6.sin6_family = AF_INET6;
  return IsPublic(reinterpret_cast<const sockaddr&>(ip6));
}

TEST(AddressGuardTest, ThePublicInternetIsPublic) {
  for (const char* address :
       {"8.8.8.8",         "1.1.1.1",           "9.255.255.255",        "11.0.0.0",
        "100.63.255.255",  "100.128.0.0",       "126.255.255.255",      "128.0.0.0",
        "169.253.255.255", "169.255.0.0",       "172.15.255.255",       "172.32.0.0",
        "192.167.255.255", "192.169.0.0",       "198.17.255.255",       "198.20.0.0",
        "223.255.255.255", "2a00:1450:400e::1", "2001:4860:4860::8888", "2606:4700::1111"}) {
    EXPECT_TRUE(IsPublicText(address)) << address;
  }
}

TEST(AddressGuardTest, NothingElseIs) {
  for (const char* address : {"0.0.0.0",
                              "0.1.2.3",
                              "10.0.0.1",
                              "10.255.255.255",
                              "100.64.0.1",
                              "100.127.255.255",
                              "127.0.0.1",
                              "127.255.255.254",
                              "169.254.169.254",
                              "169.254.0.1",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.1",
                              "192.0.2.1",
                              "192.168.0.1",
                              "198.18.0.1",
                              "198.19.255.255",
                              "198.51.100.7",
                              "203.0.113.9",
                              "224.0.0.1",
                              "239.255.255.255",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "::ffff:8.8.8.8",
                              "::ffff:127.0.0.1",
                              "::127.0.0.1",
                              "64:ff9b::7f00:1",
                              "64:ff9b:1::1",
                              "100::1",
                              "fe80::1",
                              "fc00::1",
                              "fd12:3456::1",
                              "fec0::1",
                              "ff02::1",
                              "2001::1",
                              "2001:db8::1",
                              "2002:7f00:1::",
                              "3fff::1"}) {
    EXPECT_FALSE(IsPublicText(address)) << address;
  }
}

TEST(AddressGuardTest, WhatIsNoInternetAddressIsNot) {
  sockaddr address{};
  address.sa_family = AF_UNIX;
  EXPECT_FALSE(IsPublic(address));
}

TEST(UrlTest, OfAPublicHostIsTaken) {
  for (const char* url : {"https://partner.example.org/hooks", "https://partner.example.org:8443/hooks?a=b",
                          "HTTPS://PARTNER.EXAMPLE.ORG", "https://8.8.8.8/", "https://[2606:4700::1111]/x",
                          "https://partner.example.org:443/"}) {
    EXPECT_TRUE(CheckUrl(url, false).ok()) << url << CheckUrl(url, false);
  }
}

TEST(UrlTest, OfAnythingElseIsNot) {
  for (const char* url : {"",
                          "partner.example.org",
                          "http://partner.example.org/",
                          "ftp://partner.example.org/",
                          "https://",
                          "https:///x",
                          "file:///etc/hosts",
                          "https://user@partner.example.org/",
                          "https://a:b@partner.example.org/",
                          "https://partner.example.org/#x",
                          "https://partner.example.org:22/",
                          "https://partner.example.org:80/",
                          "https://localhost/",
                          "https://LOCALHOST./",
                          "https://db/",
                          "https://a.localhost/",
                          "https://a.internal/",
                          "https://printer.local/",
                          "https://127.0.0.1/",
                          "https://127.1/",
                          "https://2130706433/",
                          "https://0x7f000001/",
                          "https://0177.0.0.1/",
                          "https://10.1.2.3/",
                          "https://169.254.169.254/latest",
                          "https://[::1]/",
                          "https://[::ffff:127.0.0.1]/",
                          "https://[fe80::1%25lo]/",
                          "https://partner.example.org/a b",
                          "https://partner.example.org/\xc3\xa9",
                          "https://partner.example.org/\r\nX: y"}) {
    EXPECT_FALSE(CheckUrl(url, false).ok()) << url;
  }
}

TEST(UrlTest, OfAPrivateHostIsTakenWhereThatIsAllowed) {
  EXPECT_TRUE(CheckUrl("https://localhost:34567/hooks", true).ok());
  EXPECT_TRUE(CheckUrl("https://127.0.0.1:1/", true).ok());
  EXPECT_FALSE(CheckUrl("http://localhost/", true).ok());
  EXPECT_FALSE(CheckUrl("https://user@localhost/", true).ok());
}

TEST(UrlTest, IsNotRepeatedInTheRefusal) {
  const std::string message(CheckUrl("https://secret-name.internal/", false).message());
  EXPECT_EQ(message, "must name a host of the public internet");
}

}  // namespace
}  // namespace boulevard::runtime::webhooks
