#include "models/program/name_use.hpp"

#include "models/program/walk.hpp"

namespace twostep::models {

namespace {

struct NameOf {
  std::vector<NameUse> operator()(const GetStep& step) const { return {{step.from, Need::store}}; }
  std::vector<NameUse> operator()(const PutStep& step) const { return {{step.to, Need::store}}; }
  std::vector<NameUse> operator()(const ScanStep& step) const { return {{step.from, Need::table}}; }
  std::vector<NameUse> operator()(const SendStep& step) const { return {{step.to, Need::destination}}; }
  std::vector<NameUse> operator()(const ReceiveStep& step) const { return {{step.from, Need::queue}}; }
  std::vector<NameUse> operator()(const MessageStep& step) const { return {{step.to, Need::addressable}}; }
  std::vector<NameUse> operator()(const ElectStep& step) const { return {{step.over, Need::meeting_place}}; }
  template <class Other>
  std::vector<NameUse> operator()(const Other&) const {
    return {};
  }
};

}  // namespace

std::vector<NameUse> names_in(const Step& step) { return std::visit(NameOf{}, step.body); }

void names_written(const Steps& steps, std::vector<std::string>& names) {
  for_each_step(steps, [&names](const Step& step) {
    if (const auto* put = std::get_if<PutStep>(&step.body)) names.push_back(put->to);
    if (const auto* send = std::get_if<SendStep>(&step.body)) names.push_back(send->to);
  });
}

void names_used(const Steps& steps, std::vector<std::string>& names) {
  for_each_step(steps, [&names](const Step& step) {
    for (NameUse& use : names_in(step)) names.push_back(std::move(use.name));
  });
}

}  // namespace twostep::models
