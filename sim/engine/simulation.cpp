#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace twostep::engine {

namespace {

using RootHandle = std::coroutine_handle<detail::Promise<void>>;

RootHandle handle_of(RootProcess& root) {
  auto& promise =
      *reinterpret_cast<detail::Promise<void>*>(reinterpret_cast<char*>(&root) - offsetof(detail::PromiseBase, root));
  return RootHandle::from_promise(promise);
}

std::string list_of(const std::vector<std::string>& names) {
  std::string text = "the run ended with processes that nothing will wake:";
  for (const std::string& name : names) text += " " + name + ",";
  text.back() = '.';
  return text;
}

}  // namespace

SuspendedProcesses::SuspendedProcesses(std::vector<std::string> names)
    : std::runtime_error(list_of(names)), names_(std::move(names)) {}

void detail::root_finished(RootProcess& root, std::coroutine_handle<> frame, std::exception_ptr error) noexcept {
  Simulation& simulation = *root.simulation;
  if (root.previous != nullptr) {
    root.previous->next = root.next;
  } else {
    simulation.roots_ = root.next;
  }
  if (root.next != nullptr) root.next->previous = root.previous;
  if (!root.daemon) --simulation.live_;
  if (error && !simulation.error_) simulation.error_ = std::move(error);
  frame.destroy();
}

Simulation::~Simulation() {
  while (roots_ != nullptr) {
    RootProcess* root = roots_;
    roots_ = root->next;
    handle_of(*root).destroy();
  }
}

void Simulation::start(Process<void> process, const char* name, std::uint64_t number, bool daemon) {
  const auto frame = process.release();
  RootProcess& root = frame.promise().root;
  root = {.simulation = this, .previous = nullptr, .next = roots_, .name = name, .number = number, .daemon = daemon};
  if (roots_ != nullptr) roots_->previous = &root;
  roots_ = &root;
  if (!daemon) ++live_;
  const Present present(*this);
  frame.resume();
}

void Simulation::run_events_until(SimTime horizon) {
  horizon_ = horizon;
  while (!finished() && !queue_.empty()) {
    const SimTime next = queue_.next_time();
    if (next > horizon_) break;
    now_ = next;
    ++events_run_;
    const Wakeup wakeup = queue_.pop();
    wakeup.run(wakeup.target);
  }
}

void Simulation::run() {
  run_events_until(SimTime::max());
  check_ended();
}

void Simulation::check_ended() {
  if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
  if (live_ == 0 && held_ == 0) return;
  constexpr std::size_t most_named = 20;
  std::vector<std::string> names;
  for (const RootProcess* root = roots_; root != nullptr && names.size() < most_named; root = root->next) {
    if (!root->daemon) names.push_back(std::string(root->name) + " " + std::to_string(root->number));
  }
  std::reverse(names.begin(), names.end());
  if (live_ > names.size()) names.push_back("and " + std::to_string(live_ - names.size()) + " more");
  if (held_ > 0) names.push_back(std::to_string(held_) + " messages that nobody takes");
  throw SuspendedProcesses(std::move(names));
}

}  // namespace twostep::engine
