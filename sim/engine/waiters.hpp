// The FIFO of processes that wait for something. A node lives in the waiting process's own frame: waiting allocates
// nothing.
#pragma once

#include <coroutine>

namespace twostep::engine {

struct Waiter {
  std::coroutine_handle<> process;
  Waiter* next = nullptr;
};

template <class Node = Waiter>
class Waiters {
 public:
  [[nodiscard]] bool empty() const { return head_ == nullptr; }
  [[nodiscard]] Node& front() const { return *static_cast<Node*>(head_); }

  void push(Node& node) {
    node.next = nullptr;
    (tail_ == nullptr ? head_ : tail_->next) = &node;
    tail_ = &node;
  }

  // Requires !empty(). The node dies when its process resumes: read it before.
  Node& pop() {
    Waiter* first = head_;
    head_ = first->next;
    if (head_ == nullptr) tail_ = nullptr;
    return *static_cast<Node*>(first);
  }

 private:
  Waiter* head_ = nullptr;
  Waiter* tail_ = nullptr;
};

}  // namespace twostep::engine
