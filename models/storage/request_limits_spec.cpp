#include "models/storage/request_limits_spec.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::Shape;

Shape<ClientRetries> shape_of(Describe<ClientRetries>) {
  Shape<ClientRetries> shape("client-retries",
                             "How a client asks again after a throttled request or a server's error: it waits a "
                             "uniform part of a time that doubles; a number alone is the count.");
  shape.optional("count", &ClientRetries::count, "retries of one request; when all fail, the step fails")
      .at_least(0)
      .at_most(100);
  shape.optional("backoff", &ClientRetries::backoff, "most that it waits before the first retry");
  shape.optional("longest", &ClientRetries::longest, "most that it ever waits");
  shape.short_form("count");
  return shape;
}

Shape<ProvisionedCapacity> shape_of(Describe<ProvisionedCapacity>) {
  Shape<ProvisionedCapacity> shape(
      "provisioned-capacity", "Units a second that are billed by the hour, used or not; beyond them it throttles.");
  shape.required("read_units", &ProvisionedCapacity::read_units, "strongly consistent read units a second")
      .at_least(1)
      .at_most(1'000'000'000);
  shape.required("write_units", &ProvisionedCapacity::write_units, "write units a second")
      .at_least(1)
      .at_most(1'000'000'000);
  shape.optional("burst", &ProvisionedCapacity::burst, "unused capacity that is kept, by how long it takes to come")
      .at_least(Duration::seconds(1));
  return shape;
}

}  // namespace twostep::models
