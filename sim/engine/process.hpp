// Process<T>: a simulation process as a C++20 coroutine. It is started by being awaited by another process, or by
// Simulation::spawn; it suspends in delay, Event, Resource, Store and transfer, and may return a value.
//
// A coroutine must take what it uses as parameters; a capturing lambda must not be one (its captures die first).
//
// GCC 12.2 compiles two correct forms wrongly (the process is lost, or a temporary is destroyed twice). Therefore:
//  - no co_await in the condition of if, while, do or switch: `const bool found = co_await find(key); if (found) ...`
//  - no ?: and no aggregate with members that own memory among the operands of co_await: name the value before.
#pragma once

#include <coroutine>
#include <cstdint>
#include <exception>
#include <optional>
#include <utility>

#include "sim/engine/frame_pool.hpp"

namespace twostep::engine {

class Simulation;

// What the simulation keeps of a process that was spawned rather than awaited.
struct RootProcess {
  Simulation* simulation = nullptr;
  RootProcess* previous = nullptr;
  RootProcess* next = nullptr;
  const char* name = nullptr;  // static or interned text: shown when the run ends with the process still suspended
  std::uint64_t number = 0;
  bool daemon = false;  // a daemon does not keep the run alive and may be suspended at its end
};

namespace detail {

// Called when a spawned process ends; defined in simulation.cpp.
void root_finished(RootProcess& root, std::coroutine_handle<> frame, std::exception_ptr error) noexcept;

struct PromiseBase {
  std::coroutine_handle<> continuation;
  std::exception_ptr error;
  RootProcess root;

  static void* operator new(std::size_t size) { return FramePool::allocate(size); }
  static void operator delete(void* memory, std::size_t size) noexcept { FramePool::release(memory, size); }

  std::suspend_always initial_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept { error = std::current_exception(); }

  struct FinalAwaiter {
    bool await_ready() noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> self) noexcept {
      PromiseBase& promise = self.promise();
      if (promise.continuation) return promise.continuation;
      if (promise.root.simulation != nullptr) root_finished(promise.root, self, std::move(promise.error));
      return std::noop_coroutine();
    }
    void await_resume() noexcept {}
  };
  FinalAwaiter final_suspend() noexcept { return {}; }
};

template <class T>
struct Promise : PromiseBase {
  std::optional<T> value;
  auto get_return_object() { return std::coroutine_handle<Promise>::from_promise(*this); }
  template <class U>
  void return_value(U&& result) {
    value.emplace(std::forward<U>(result));
  }
  T take() { return std::move(*value); }  // NOLINT(bugprone-unchecked-optional-access): it has ended with a value
};

template <>
struct Promise<void> : PromiseBase {
  auto get_return_object() { return std::coroutine_handle<Promise>::from_promise(*this); }
  void return_void() noexcept {}
  void take() noexcept {}
};

}  // namespace detail

template <class T = void>
class [[nodiscard]] Process {
 public:
  using promise_type = detail::Promise<T>;
  using Handle = std::coroutine_handle<promise_type>;

  Process(Handle frame) : frame_(frame) {}  // NOLINT(google-explicit-constructor): made by get_return_object
  Process(Process&& other) noexcept : frame_(std::exchange(other.frame_, {})) {}
  Process& operator=(Process&&) = delete;
  ~Process() {
    if (frame_) frame_.destroy();
  }

  // Awaiting starts the process at once and resumes the awaiting one when it ends; its exception is rethrown here.
  auto operator co_await() const noexcept {
    struct Awaiter {
      Handle frame;
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
        frame.promise().continuation = caller;
        return frame;
      }
      T await_resume() {
        if (frame.promise().error) std::rethrow_exception(std::move(frame.promise().error));
        return frame.promise().take();
      }
    };
    return Awaiter{frame_};
  }

  // Gives the frame away (Simulation::spawn takes it).
  Handle release() noexcept { return std::exchange(frame_, {}); }

 private:
  Handle frame_;
};

}  // namespace twostep::engine
