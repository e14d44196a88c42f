// FluidLink: one link that flows share by max-min fairness, each with its own rate cap, computed exactly in real time.
//
// Flows of one cap always move at one rate, so they share a virtual clock: the bytes that a flow which had always been
// there would have moved. A flow ends when that clock has moved on by its size; rates change without touching it.
// Classes whose cap is below the fair share run at their cap, all others at the fair share: a change of it costs
// nothing but the classes that cross it, so that an arrival or a departure takes time logarithmic in flows and caps. A
// link whose capacity is a number of vCPUs is a processor shared among threads.
#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include <boost/intrusive/set.hpp>

#include "sim/engine/four_ary_heap.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/engine/timer.hpp"
#include "sim/units.hpp"

namespace twostep::engine {

class FluidLink {
 public:
  // Throws std::invalid_argument unless capacity is positive and finite.
  FluidLink(Simulation& simulation, Bandwidth capacity);
  FluidLink(const FluidLink&) = delete;
  FluidLink& operator=(const FluidLink&) = delete;
  ~FluidLink();

  // A flow, in the frame of the process that waits for it.
  class Transfer {
   public:
    Transfer(FluidLink& link, Bytes size, Bandwidth cap) : link_(link), size_(size), cap_(cap) {}
    [[nodiscard]] bool await_ready() const noexcept { return size_.count == 0; }
    void await_suspend(std::coroutine_handle<> process) {
      process_ = process;
      link_.start(*this);
    }
    void await_resume() const noexcept {}

   private:
    friend FluidLink;
    FluidLink& link_;
    Bytes size_;
    Bandwidth cap_;
    std::coroutine_handle<> process_;
  };

  // co_await transfer(size, cap): resumes at the nanosecond nearest to the arrival of the last byte. Zero bytes take no
  // time. Throws std::invalid_argument when size is negative or cap not positive.
  [[nodiscard]] Transfer transfer(Bytes size, Bandwidth cap);

  [[nodiscard]] Bandwidth capacity() const { return {capacity_ * 1e9}; }
  [[nodiscard]] std::size_t active_transfers() const { return active_; }
  // Bytes moved up to now; exactly the sum of their sizes for transfers that have ended. Takes time linear in the
  // flows.
  [[nodiscard]] double bytes_moved() const;

 private:
  struct Flow {
    double ends_at;  // on the virtual clock of its class
    std::uint64_t order;
    Transfer* transfer;
    [[nodiscard]] bool before(const Flow& other) const {
      return ends_at < other.ends_at || (ends_at == other.ends_at && order < other.order);
    }
  };

  using Hook = boost::intrusive::set_member_hook<>;
  // The flows of one cap. Their virtual clock is offset + fair_clock_ while they get the fair share, and
  // offset + cap * time_ while they run at their cap.
  struct CapClass {
    double cap = 0;  // bytes per nanosecond
    bool at_cap = false;
    double offset = 0;
    double next_end = 0;  // of its first flow: in terms of fair_clock_, or of time_ when at its cap
    FourAryHeap<Flow> flows;
    Hook by_cap;
    Hook by_next_end;
  };
  struct CapOf {
    using type = double;
    const type& operator()(const CapClass& c) const { return c.cap; }
  };
  struct NextEndOf {
    using type = double;
    const type& operator()(const CapClass& c) const { return c.next_end; }
  };
  using ClassesByCap = boost::intrusive::set<CapClass, boost::intrusive::key_of_value<CapOf>,
                                             boost::intrusive::member_hook<CapClass, Hook, &CapClass::by_cap>>;
  using ClassesByEnd =
      boost::intrusive::multiset<CapClass, boost::intrusive::key_of_value<NextEndOf>,
                                 boost::intrusive::member_hook<CapClass, Hook, &CapClass::by_next_end>>;
  // The next flow to end: its class (null when there is none) and how many nanoseconds after time_.
  struct NextEnd {
    CapClass* of = nullptr;
    double after = 0;
  };

  void start(Transfer& transfer);
  void complete_due();
  void complete_first_of(CapClass& c);
  void move_on(double nanoseconds);
  void share();
  void set_at_cap(CapClass& c, bool at_cap);
  void refresh_next_end(CapClass& c);
  void arm();
  void rebase();
  CapClass& class_of(double cap);
  CapClass& make_class(double cap);
  void retire(CapClass& c);
  [[nodiscard]] ClassesByEnd& ends_of(const CapClass& c) { return c.at_cap ? ends_at_cap_ : ends_at_share_; }
  [[nodiscard]] double clock_of(const CapClass& c) const;
  [[nodiscard]] NextEnd next_end();
  [[nodiscard]] SimTime to_time(double nanoseconds) const { return epoch_ + Duration::from_ns(nanoseconds); }

  Simulation& simulation_;
  Timer timer_;
  double capacity_;  // bytes per nanosecond, as all rates here

  ClassesByCap classes_;
  ClassesByCap::iterator first_at_share_;  // all classes before it run at their cap
  ClassesByEnd ends_at_cap_;
  ClassesByEnd ends_at_share_;
  double rate_at_cap_ = 0;  // of all flows that run at their cap
  std::size_t flows_at_share_ = 0;
  double fair_share_ = 0;
  double fair_clock_ = 0;  // bytes moved since the epoch by a flow that always had the fair share

  // The link's own time is epoch_ + time_ nanoseconds: flows end between whole nanoseconds, and the link goes on from
  // there.
  SimTime epoch_;
  double time_ = 0;

  std::size_t active_ = 0;
  std::uint64_t started_ = 0;
  std::uint64_t rebase_after_ = 0;
  std::int64_t completed_bytes_ = 0;
  std::deque<CapClass> storage_;
  std::vector<CapClass*> spare_;
};

}  // namespace twostep::engine
