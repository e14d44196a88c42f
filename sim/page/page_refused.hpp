// PageRefused: no page can be made, for a reason that a sentence says.
#pragma once

#include <stdexcept>

namespace twostep::page {

// A run's folder from which nothing can be shown, or a page whose drawing library is not installed.
class PageRefused : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace twostep::page
