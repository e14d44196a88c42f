#include "models/meters.hpp"

namespace twostep::models {

namespace {

struct MetersOf {
  std::vector<std::string> operator()(const FunctionSpec& spec) const {
    std::vector<std::string> meters{spec.service + ".gb_s", spec.service + ".request"};
    if (spec.provisioned > 0) {
      meters.push_back(spec.service + ".provisioned_gb_s");
      meters.push_back(spec.service + ".provisioned_duration_gb_s");
    }
    return meters;
  }
  std::vector<std::string> operator()(const FleetSpec& spec) const {
    return {spec.service + "." + spec.type + "_hour"};
  }
  std::vector<std::string> operator()(const ObjectStoreSpec& spec) const {
    return {spec.service + ".get", spec.service + ".put"};
  }
  std::vector<std::string> operator()(const KeyValueStoreSpec& spec) const {
    return {spec.service + ".read_unit", spec.service + ".write_unit"};
  }
  std::vector<std::string> operator()(const VolumeSpec& spec) const {
    if (spec.size.count == 0) return {};
    return {spec.service + ".gb_month"};
  }
  std::vector<std::string> operator()(const QueueSpec& spec) const { return {spec.service + ".request"}; }
  std::vector<std::string> operator()(const ClientSpec& /*spec*/) const { return {}; }
};

}  // namespace

std::vector<std::string> meters_of(const ResourceSpec& resource) { return std::visit(MetersOf{}, resource); }

}  // namespace twostep::models
