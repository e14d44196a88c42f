// Request limits of a store, as a scenario or a catalogue describes them: capacity bought ahead, and how clients retry.
#pragma once

#include <cstdint>

#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// What a client does about an answer that it is worth asking again after (throttled, or a server's error). Before the
// n-th retry it waits a uniform part of min(longest, backoff * 2^(n-1)): full jitter, as AWS's SDKs do it ("Exponential
// Backoff And Jitter", AWS Architecture Blog 2015-03-04). 3 retries from 100 ms, for DynamoDB 10 from 50 ms, are those
// of the AWS SDK for JavaScript of 2018; 20 s is the longest wait of the SDKs' standard mode, which retries twice (AWS
// SDKs and Tools Reference Guide, "Retry behavior").
struct ClientRetries {
  std::int64_t count = 3;
  Duration backoff = Duration::milliseconds(100);
  Duration longest = Duration::seconds(20);
};

// DynamoDB style: units a second that are paid for by the hour, used or not.
struct ProvisionedCapacity {
  std::int64_t read_units = 0;   // a second
  std::int64_t write_units = 0;  // a second
  // Unused capacity is kept for bursts: of the last 300 s (Amazon DynamoDB developer guide, "Burst capacity").
  Duration burst = Duration::seconds(300);
};

scenario::Shape<ClientRetries> shape_of(scenario::Describe<ClientRetries>);
scenario::Shape<ProvisionedCapacity> shape_of(scenario::Describe<ProvisionedCapacity>);

}  // namespace twostep::models
