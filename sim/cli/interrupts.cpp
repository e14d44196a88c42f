#include "sim/cli/interrupts.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace twostep::cli {

namespace {

bool is_ignored(int signal) {
  struct sigaction action{};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

Interrupted::Interrupted(int signal)
    : std::runtime_error("interrupted by signal " + std::to_string(signal)), signal_(signal) {}

Interrupts::Interrupts() {
  sigset_t waited_for;
  sigemptyset(&waited_for);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    if (!is_ignored(signal)) sigaddset(&waited_for, signal);
  }
  descriptor_ = signalfd(-1, &waited_for, SFD_NONBLOCK | SFD_CLOEXEC);
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "signalfd");
  sigprocmask(SIG_BLOCK, &waited_for, &previous_mask_);
}

Interrupts::~Interrupts() {
  sigprocmask(SIG_SETMASK, &previous_mask_, nullptr);
  close(descriptor_);
}

void Interrupts::throw_if_interrupted() const {
  signalfd_siginfo info{};
  if (read(descriptor_, &info, sizeof info) == sizeof info) throw Interrupted(static_cast<int>(info.ssi_signo));
}

void Interrupts::restore_in_child() const { sigprocmask(SIG_SETMASK, &previous_mask_, nullptr); }

}  // namespace twostep::cli
