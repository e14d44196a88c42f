// Interrupts: Ctrl-C and its kin as something to poll for, so that cleaning up is ordinary code and not a signal
// handler.
#pragma once

#include <csignal>
#include <stdexcept>

namespace twostep::cli {

// Thrown when the user asked the program to stop.
class Interrupted : public std::runtime_error {
 public:
  explicit Interrupted(int signal);
  [[nodiscard]] int signal() const { return signal_; }

 private:
  int signal_;
};

// For its lifetime SIGINT, SIGTERM and SIGHUP do not end the process but make descriptor() readable. Signals that were
// ignored when the program started (nohup, a shell's background job) stay ignored.
class Interrupts {
 public:
  Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;
  ~Interrupts();

  // Readable once a signal has come: for poll().
  [[nodiscard]] int descriptor() const { return descriptor_; }
  // Throws Interrupted when a signal has come.
  void throw_if_interrupted() const;
  // Gives a forked child the signal handling that this process was started with.
  void restore_in_child() const;

 private:
  sigset_t previous_mask_{};
  int descriptor_ = -1;
};

}  // namespace twostep::cli
