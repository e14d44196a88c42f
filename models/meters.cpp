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
    const std::string type = spec.service + "." + spec.type;
    std::vector<std::string> meters{type + "_hour"};
    if (spec.purchase == Purchase::spot) meters = {type + "_spot_hour"};
    if (spec.purchase == Purchase::reserved) meters = {type + "_reserved_hour", type + "_hour"};
    if (spec.zones > 1) meters.push_back(spec.service + ".zone_gb");
    return meters;
  }
  std::vector<std::string> operator()(const LoadBalancerSpec& spec) const {
    return {spec.service + ".load_balancer_hour", spec.service + ".lcu_hour"};
  }
  std::vector<std::string> operator()(const ObjectStoreSpec& spec) const {
    return {spec.service + ".get", spec.service + ".put"};
  }
  std::vector<std::string> operator()(const KeyValueStoreSpec& spec) const {
    if (spec.capacity) return {spec.service + ".read_unit_hour", spec.service + ".write_unit_hour"};
    return {spec.service + ".read_unit", spec.service + ".write_unit"};
  }
  std::vector<std::string> operator()(const VolumeSpec& spec) const {
    std::vector<std::string> meters;
    if (spec.size.count > 0) meters.push_back(spec.service + ".gb_month");
    if (spec.billed_iops() > 0) meters.push_back(spec.service + ".iops_month");
    if (spec.billed_mb_s() > 0) meters.push_back(spec.service + ".mb_s_month");
    return meters;
  }
  std::vector<std::string> operator()(const CacheSpec& spec) const {
    return {spec.service + "." + spec.type + "_hour"};
  }
  std::vector<std::string> operator()(const QueueSpec& spec) const {
    return {spec.service + (spec.order == MessageOrder::fifo ? ".fifo_request" : ".request")};
  }
  std::vector<std::string> operator()(const StreamSpec& spec) const {
    return {spec.service + ".shard_hour", spec.service + ".put_unit"};
  }
  std::vector<std::string> operator()(const ClientSpec& spec) const {
    if (!spec.internet) return {};
    return {spec.service + ".internet_gb"};
  }
  std::vector<std::string> operator()(const HttpGatewaySpec& spec) const { return {spec.service + ".request"}; }
  std::vector<std::string> operator()(const TopicSpec& spec) const { return {spec.service + ".request"}; }
  std::vector<std::string> operator()(const TimerSpec& /*spec*/) const { return {}; }
  std::vector<std::string> operator()(const OrchestratorSpec& spec) const { return {spec.service + ".transition"}; }
};

}  // namespace

std::vector<std::string> meters_of(const ResourceSpec& resource) { return std::visit(MetersOf{}, resource); }

}  // namespace twostep::models
