// Store<T>: a FIFO of items between processes: put never waits, get waits for an item, first come first served.
#pragma once

#include <deque>
#include <optional>
#include <utility>

#include "sim/engine/simulation.hpp"
#include "sim/engine/waiters.hpp"

namespace twostep::engine {

template <class T>
class Store {
 public:
  explicit Store(Simulation& simulation) : simulation_(simulation) {}
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] bool has_waiting_process() const { return !waiters_.empty(); }

  void put(T item) {
    if (waiters_.empty()) {
      items_.push_back(std::move(item));
      return;
    }
    Request& request = waiters_.pop();
    request.item.emplace(std::move(item));
    simulation_.resume_now(request.process);
  }

  auto get() {
    struct Awaiter : Request {
      Store& store;
      explicit Awaiter(Store& s) : store(s) {}
      [[nodiscard]] bool await_ready() {
        if (store.items_.empty()) return false;
        this->item.emplace(std::move(store.items_.front()));
        store.items_.pop_front();
        return true;
      }
      void await_suspend(std::coroutine_handle<> waiting) {
        this->process = waiting;
        store.waiters_.push(*this);
      }
      T await_resume() { return std::move(*this->item); }
    };
    return Awaiter{*this};
  }

 private:
  struct Request : Waiter {
    std::optional<T> item;
  };

  Simulation& simulation_;
  std::deque<T> items_;
  Waiters<Request> waiters_;
};

}  // namespace twostep::engine
