// The load balancers' choices, against the same found by looking at every target.
#include "models/iaas/target_choice.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch.hpp>

namespace {

using twostep::engine::RandomStream;
using twostep::models::BalancingPolicy;
using twostep::models::TargetChoice;

TargetChoice choice_by(BalancingPolicy policy) { return {policy, RandomStream(1, "choice")}; }

TEST_CASE("least outstanding chooses a target with the fewest requests, whatever came before") {
  REQUIRE(rc::check([] {
    TargetChoice choice = choice_by(BalancingPolicy::least_outstanding);
    std::map<std::uint32_t, std::int64_t> outstanding;
    std::set<std::uint32_t> targets;
    for (int step = 0; step < 200; ++step) {
      const auto target = *rc::gen::inRange<std::uint32_t>(0, 6);
      switch (*rc::gen::inRange(0, 4)) {
        case 0:
          if (targets.insert(target).second) choice.add(target);
          break;
        case 1:
          if (targets.erase(target) > 0) choice.remove(target);
          break;
        case 2:
          if (outstanding[target] > 0) {
            choice.ended(target);
            --outstanding[target];
          }
          break;
        default:
          if (targets.empty()) break;
          const std::uint32_t chosen = choice.choose();
          RC_ASSERT(targets.contains(chosen));
          for (const std::uint32_t other : targets) RC_ASSERT(outstanding[chosen] <= outstanding[other]);
          choice.begun(chosen);
          ++outstanding[chosen];
      }
      RC_ASSERT(choice.empty() == targets.empty());
    }
  }));
}

TEST_CASE("round robin goes on where it was when a target joins or leaves") {
  TargetChoice choice = choice_by(BalancingPolicy::round_robin);
  for (const std::uint32_t target : {0U, 1U, 2U, 3U}) choice.add(target);
  CHECK(choice.choose() == 0);
  CHECK(choice.choose() == 1);
  choice.remove(0);
  CHECK(choice.choose() == 2);
  choice.add(7);
  CHECK(choice.choose() == 3);
  CHECK(choice.choose() == 7);
  CHECK(choice.choose() == 1);
}

TEST_CASE("two random choices are two different targets, each as likely as the other") {
  TargetChoice choice = choice_by(BalancingPolicy::two_random_choices);
  for (const std::uint32_t target : {0U, 1U, 2U, 3U, 4U}) choice.add(target);
  choice.begun(4);  // the one with more: chosen only if it were drawn twice
  std::map<std::uint32_t, int> chosen;
  constexpr int draws = 40'000;
  for (int i = 0; i < draws; ++i) ++chosen[choice.choose()];
  CHECK_FALSE(chosen.contains(4));
  for (const std::uint32_t target : {0U, 1U, 2U, 3U}) {
    // Each of four has a quarter; a binomial's standard deviation is sqrt(40,000 * 0.25 * 0.75) = 87: five of them.
    CHECK(std::abs(chosen[target] - draws / 4) < 5 * 87);
  }
}

TEST_CASE("a single target is chosen by every policy") {
  for (const auto policy :
       {BalancingPolicy::round_robin, BalancingPolicy::least_outstanding, BalancingPolicy::two_random_choices}) {
    TargetChoice choice = choice_by(policy);
    choice.add(3);
    CHECK(choice.choose() == 3);
    choice.remove(3);
    CHECK(choice.empty());
  }
}

}  // namespace
