#include "sim/report/money_column.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace twostep::report;

namespace {

using Amounts = std::vector<std::optional<double>>;
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the amounts of a column have the same decimals: three significant digits of the least") {
  CHECK(money_column(Amounts{0.0356, 0.46981, 0.28972}) == Texts{"$0.0356", "$0.4698", "$0.2897"});
  CHECK(money_column(Amounts{0.451, 2.2283}) == Texts{"$0.451", "$2.228"});
  CHECK(money_column(Amounts{27.069, 1856.361, 2249.004}, "/h") == Texts{"$27.07/h", "$1,856.36/h", "$2,249.00/h"});
}

TEST_CASE("zeros at the end of every amount are left out, but not those of cents") {
  CHECK(money_column(Amounts{0.0002, 0.0004}) == Texts{"$0.0002", "$0.0004"});
  CHECK(money_column(Amounts{0.11, 0.29}) == Texts{"$0.11", "$0.29"});
  CHECK(money_column(Amounts{0.11, 0.295}) == Texts{"$0.110", "$0.295"});
  CHECK(money_column(Amounts{0.1, 3.0}) == Texts{"$0.10", "$3.00"});
}

TEST_CASE("from a hundred dollars on there are no cents unless another amount has them") {
  CHECK(money_column(Amounts{150.4, 1584.0}) == Texts{"$150", "$1,584"});
  CHECK(money_column(Amounts{15.4, 1584.0}) == Texts{"$15.40", "$1,584.00"});
}

TEST_CASE("amounts too far apart for the same decimals have three significant digits each") {
  // $0.00000393 needs 8 decimals, of which $2,249 would show 12 digits.
  CHECK(money_column(Amounts{0.00000393, 2249.0}) == Texts{"$0.00000393", "$2,249"});
}

TEST_CASE("nothing and none are told apart, and neither decides on decimals") {
  CHECK(money_column(Amounts{std::nullopt, 0.0, 0.0361, -0.5}) == Texts{"", "$0", "$0.0361", "-$0.5000"});
  CHECK(money_column(Amounts{0.0}) == Texts{"$0"});
  CHECK(money_column(Amounts{}).empty());
}
