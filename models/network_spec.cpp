#include "models/network_spec.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

// The form with a burst; a type of its own, because NetworkSpec has a short form besides.
struct BurstNetwork {
  Bandwidth base;
  Bandwidth burst;
  Bytes bucket;
};

void check_burst(const BurstNetwork& network, const Node& node, Issues& issues) {
  if (network.base.is_unlimited()) {
    issues.add(*node.find("base"), "is no base rate to fall back to", R"(for example "75 MB/s")");
  } else if (network.burst <= network.base || network.burst.is_unlimited()) {
    issues.add(*node.find("burst"), "is no burst above the base rate",
               "more than " + to_text(network.base) + ", and not unlimited");
  }
  if (network.bucket.count <= 0) {
    issues.add(*node.find("bucket"), "holds nothing to burst with", R"(for example "300 MB", or one bandwidth alone)");
  }
}

Shape<BurstNetwork> shape_of(Describe<BurstNetwork>) {
  Shape<BurstNetwork> shape("burst-network",
                            "A bandwidth that is exceeded for as long as a bucket of bytes lasts; the bucket fills at "
                            "the base rate and is full at the beginning.");
  shape.required("base", &BurstNetwork::base, "bandwidth once the bucket is empty, and rate at which it fills");
  shape.required("burst", &BurstNetwork::burst, "bandwidth while there is something in the bucket");
  shape.required("bucket", &BurstNetwork::bucket, "what the bucket holds");
  shape.check(&check_burst);
  return shape;
}

}  // namespace

engine::LinkId add_link(engine::Network& network, const NetworkSpec& spec) {
  if (!spec.bursts()) return network.add_link(spec.base, engine::LinkKind::fluid);
  return network.add_link(engine::BurstBandwidth{.base = spec.base, .burst = spec.burst, .bucket = spec.bucket});
}

}  // namespace twostep::models

namespace twostep::scenario {

using models::BurstNetwork;
using models::NetworkSpec;

std::optional<NetworkSpec> Codec<NetworkSpec>::read(const Node& node, Issues& issues) {
  if (!node.is_object()) {
    const std::optional<Bandwidth> base = Codec<Bandwidth>::read(node, issues);
    return base ? std::optional(NetworkSpec{.base = *base}) : std::nullopt;
  }
  const std::optional<BurstNetwork> burst = Codec<BurstNetwork>::read(node, issues);
  if (!burst) return std::nullopt;
  return NetworkSpec{.base = burst->base, .burst = burst->burst, .bucket = burst->bucket};
}

Json Codec<NetworkSpec>::schema(SchemaContext& context) {
  return {{"anyOf", Json::array({Codec<Bandwidth>::schema(context), Codec<BurstNetwork>::schema(context)})}};
}

TypeWords Codec<NetworkSpec>::words() {
  return {.type = Codec<Bandwidth>::words().type + " or burst", .unit = Codec<Bandwidth>::words().unit};
}

std::optional<Json> Codec<NetworkSpec>::written(const NetworkSpec& value) {
  if (!value.bursts()) return Codec<Bandwidth>::written(value.base);
  return Codec<BurstNetwork>::written({.base = value.base, .burst = value.burst, .bucket = value.bucket});
}

}  // namespace twostep::scenario
