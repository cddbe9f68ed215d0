// What the parts of the shim share: handles, errors, the tagged value.
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <exception>
#include <string>

#define VHE_API extern "C" __attribute__((visibility("default")))

namespace vhe {

// A tensor handle is a TensorImpl* that owns one reference; null is an undefined tensor.
using TensorPointer = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;
using GeneratorPointer = c10::intrusive_ptr<c10::GeneratorImpl>;

inline c10::TensorImpl* impl(void* handle) { return static_cast<c10::TensorImpl*>(handle); }

// A second reference to the handle's tensor; the caller's own stays as it is.
inline at::Tensor borrow(void* handle) {
  return handle ? at::Tensor(TensorPointer::reclaim_copy(impl(handle))) : at::Tensor();
}

// Hands the reference to the caller.
inline void* release(at::Tensor&& tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

// Keeps the message of the exception in flight for vhe_last_error of this thread.
void store_current_exception();

// Runs the body; an exception ends here, its message is kept, and `failed` is returned.
template <class Result, class Body>
inline Result guarded(Result failed, Body&& body) {
  try {
    return body();
  } catch (...) {
    store_current_exception();
    return failed;
  }
}

// OpenMP's thread count belongs to the calling thread: bring it up to date before native work.
void prepare_thread();

}  // namespace vhe
