// FluidLink: one link that flows share by max-min fairness, each with its own rate cap, computed exactly in real time.
//
// Flows of one cap always move at one rate, so they share a virtual clock: the bytes that a flow which had always been
// there would have moved. A flow ends when that clock has moved on by its size; rates change without touching it.
// Classes whose cap is below the fair share run at their cap, all others at the fair share: a change of it costs
// nothing but the classes that cross it, so that an arrival or a departure takes time logarithmic in flows and caps. A
// link whose capacity is a number of vCPUs is a processor shared among threads.
//
// The capacity of a link with a burst is piecewise constant: the burst rate while its bucket has something in it, and
// the base rate from the moment it is empty. The next thing to happen is then the earlier of a flow's end and that
// moment; nothing happens when an unused bucket fills up, since no rate changes.
#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <optional>
#include <vector>

#include <boost/intrusive/set.hpp>

#include "sim/engine/burst_bandwidth.hpp"
#include "sim/engine/four_ary_heap.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/engine/timer.hpp"
#include "sim/units.hpp"

namespace twostep::engine {

class alignas(64) FluidLink {
 public:
  // Throws std::invalid_argument unless capacity is positive and finite.
  FluidLink(Simulation& simulation, Bandwidth capacity);
  // Throws std::invalid_argument unless the burst is one.
  FluidLink(Simulation& simulation, const BurstBandwidth& capacity);
  FluidLink(const FluidLink&) = delete;
  FluidLink& operator=(const FluidLink&) = delete;
  ~FluidLink();

  // A flow, in the frame of the process that waits for it.
  class Transfer {
   public:
    Transfer(FluidLink& link, Bytes size, Bandwidth cap, SimTime deadline)
        : link_(link), size_(size), cap_(cap), deadline_(deadline) {}
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer() = default;
    [[nodiscard]] bool await_ready() { return ready(); }
    void await_suspend(std::coroutine_handle<> process) { begin(Simulation::wakeup_of(process)); }
    void await_resume() const noexcept {}

    // The same for who is no process: whether it has ended already, which may have taken time; and if not, begins it:
    // `done` is called at its end.
    [[nodiscard]] bool ready() { return link_.moves_alone(size_, cap_, deadline_); }
    void begin(Wakeup done) {
      done_ = done;
      link_.start(*this);
    }

   private:
    friend FluidLink;
    FluidLink& link_;
    Bytes size_;
    Bandwidth cap_;
    SimTime deadline_;
    Wakeup done_;
    bool watched_ = false;  // its deadline, by the link: then the hook is in use
    boost::intrusive::set_member_hook<boost::intrusive::link_mode<boost::intrusive::normal_link>> by_deadline_;
  };

  // co_await transfer(size, cap): resumes at the nanosecond nearest to the arrival of the last byte. Zero bytes take no
  // time. What has not arrived by the deadline is given up then. Throws std::invalid_argument when size is negative or
  // cap not positive.
  [[nodiscard]] Transfer transfer(Bytes size, Bandwidth cap, SimTime deadline = SimTime::max());

  // A flow that has the link to itself from its first byte to its last, while nothing else happens anywhere, needs
  // nothing of a transfer: it has ended, by its deadline, when this returns true. Otherwise it has not begun.
  [[nodiscard]] bool moves_alone(Bytes size, Bandwidth cap, SimTime deadline);

  // Fills the bucket of a link with a burst; does nothing to another.
  void refill();

  // Now: the burst rate or the base rate.
  [[nodiscard]] Bandwidth capacity() const;
  [[nodiscard]] std::size_t active_transfers() const { return active_; }
  // Bytes moved up to now; exactly the sum of their sizes for transfers that have arrived. Takes time linear in the
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

  // A flow that has the link to itself.
  struct Alone {
    Bytes size{};
    Bandwidth cap = Bandwidth::unlimited();
    double ns = 0;
    Duration takes{};       // the same, to the nearest
    Duration keeps_busy{};  // the same, to the next
  };

  // What a link with a burst has beside its capacity; rates in bytes per nanosecond.
  struct Bucket {
    double base;
    double burst;
    double size;
    double level;
  };
  struct DeadlineOf {
    using type = SimTime;
    const type& operator()(const Transfer& transfer) const { return transfer.deadline_; }
  };
  using DeadlineHook =
      boost::intrusive::member_hook<Transfer, decltype(Transfer::by_deadline_), &Transfer::by_deadline_>;
  using ByDeadline = boost::intrusive::multiset<Transfer, boost::intrusive::key_of_value<DeadlineOf>, DeadlineHook>;

  const Alone& alone(Bytes size, Bandwidth cap);
  void start(Transfer& transfer);
  void complete_due();
  void complete_first_of(CapClass& c);
  void give_up(Transfer& transfer);
  void left(CapClass& c, Transfer& transfer);
  [[nodiscard]] double empty_after() const;
  [[nodiscard]] bool may_be_late(const Transfer& transfer, double bytes_left) const;
  void watch(Transfer& transfer);
  void watch_more();
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

  // What a flow that has the link to itself looks at stands together, up to completed_bytes_.
  Simulation& simulation_;
  // From when on the link's own time is not ahead of the simulation's; never while there is a flow, nor when it has a
  // burst.
  SimTime idle_from_;
  // The link's own time is epoch_ + time_ nanoseconds: flows end between whole nanoseconds, and the link goes on from
  // there.
  SimTime epoch_;
  double time_ = 0;
  Alone alone_;  // the last one
  std::int64_t completed_bytes_ = 0;

  double fair_share_ = 0;
  double fair_clock_ = 0;  // bytes moved since the epoch by a flow that always had the fair share
  std::size_t active_ = 0;
  std::uint64_t started_ = 0;
  std::uint64_t rebase_after_ = 0;
  std::optional<Bucket> bucket_;  // none: the capacity never changes
  double capacity_;               // bytes per nanosecond, as all rates here
  Timer timer_;
  ClassesByCap classes_;
  ClassesByCap::iterator first_at_share_;  // all classes before it run at their cap
  ClassesByEnd ends_at_cap_;
  ClassesByEnd ends_at_share_;
  double rate_at_cap_ = 0;  // of all flows that run at their cap
  std::size_t flows_at_share_ = 0;

  // Deadlines are watched only where the fair share may fall so low that one could be missed: not those of flows that
  // would be in time even at `patience_` bytes per nanosecond, which is lowered before the fair share gets there.
  ByDeadline watched_;
  double patience_;

  std::forward_list<CapClass> storage_;  // allocates nothing before there is one: many links never have a flow
  std::vector<CapClass*> spare_;
};

}  // namespace twostep::engine
