// What is no ATen operator: a tensor's metadata and lifetime, autograd, generators.
#include "shim.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <cstring>
#include <mutex>
#include <vector>

using torch::autograd::variable_list;

namespace {

variable_list borrow_all(void** handles, int count) {
  variable_list tensors;
  tensors.reserve(count);
  for (int i = 0; i < count; i++) tensors.push_back(vhe::borrow(handles[i]));
  return tensors;
}

c10::optional<bool> retain_if(int retain) { return retain ? c10::optional<bool>(true) : c10::nullopt; }

c10::GeneratorImpl* generator_impl(void* handle) { return static_cast<c10::GeneratorImpl*>(handle); }

at::Generator borrow_generator(void* handle) {
  return at::Generator(vhe::GeneratorPointer::reclaim_copy(generator_impl(handle)));
}

}  // namespace

// ---- lifetime and metadata: no error can arise, no lock is taken
VHE_API void vhe_free(void* handle) {
  if (handle) vhe::TensorPointer::reclaim(vhe::impl(handle));
}
VHE_API void* vhe_share(void* handle) { return vhe::release(vhe::borrow(handle)); }
VHE_API int64_t vhe_dim(void* handle) { return vhe::impl(handle)->dim(); }
VHE_API int64_t vhe_numel(void* handle) { return vhe::impl(handle)->numel(); }
VHE_API int vhe_dtype(void* handle) { return static_cast<int>(c10::typeMetaToScalarType(vhe::impl(handle)->dtype())); }
VHE_API int vhe_device(void* handle, int* index) {
  const auto device = vhe::impl(handle)->device();
  *index = device.index();
  return static_cast<int>(device.type());
}
VHE_API void vhe_sizes(void* handle, int64_t* sizes) {
  const auto from = vhe::impl(handle)->sizes();
  std::memcpy(sizes, from.data(), from.size() * sizeof(int64_t));
}
VHE_API void vhe_strides(void* handle, int64_t* strides) {
  const auto from = vhe::impl(handle)->strides();
  std::memcpy(strides, from.data(), from.size() * sizeof(int64_t));
}
VHE_API int vhe_is_contiguous(void* handle, int memory_format) {
  return vhe::impl(handle)->is_contiguous(static_cast<c10::MemoryFormat>(memory_format));
}
VHE_API void* vhe_data(void* handle) {
  return vhe::guarded<void*>(nullptr, [&] { return vhe::borrow(handle).data_ptr(); });
}

// ---- autograd
VHE_API int vhe_requires_grad(void* handle) {
  return vhe::guarded(-1, [&]() -> int { return vhe::borrow(handle).requires_grad(); });
}
VHE_API int vhe_set_requires_grad(void* handle, int value) {
  return vhe::guarded(-1, [&] {
    vhe::borrow(handle).set_requires_grad(value != 0);
    return 0;
  });
}
VHE_API int vhe_is_leaf(void* handle) {
  return vhe::guarded(-1, [&]() -> int { return vhe::borrow(handle).is_leaf(); });
}
VHE_API int vhe_retain_grad(void* handle) {
  return vhe::guarded(-1, [&] {
    vhe::borrow(handle).retain_grad();
    return 0;
  });
}
// The gradient, or null when there is none (never an error of its own).
VHE_API void* vhe_grad(void* handle) {
  return vhe::guarded<void*>(nullptr, [&] {
    at::Tensor gradient = vhe::borrow(handle).grad();
    return vhe::release(std::move(gradient));
  });
}
VHE_API int vhe_set_grad(void* handle, void* gradient) {
  return vhe::guarded(-1, [&] {
    vhe::borrow(handle).mutable_grad() = vhe::borrow(gradient);
    return 0;
  });
}
VHE_API int vhe_backward(void* handle) {
  return vhe::guarded(-1, [&] {
    vhe::prepare_thread();
    torch::autograd::backward({vhe::borrow(handle)});
    return 0;
  });
}
// Gradients of the outputs' sum with respect to each input; an unused input gives null when that is allowed.
VHE_API int vhe_autograd_grad(void** outputs, int output_count, void** inputs, int input_count, void** gradients,
                              int gradient_count, int retain_graph, int create_graph, int allow_unused, void** results) {
  return vhe::guarded(-1, [&] {
    vhe::prepare_thread();
    auto found = torch::autograd::grad(borrow_all(outputs, output_count), borrow_all(inputs, input_count),
                                       borrow_all(gradients, gradient_count), retain_if(retain_graph),
                                       create_graph != 0, allow_unused != 0);
    for (int i = 0; i < input_count; i++) results[i] = vhe::release(std::move(found[i]));
    return 0;
  });
}
VHE_API int vhe_grad_mode() { return at::GradMode::is_enabled(); }
VHE_API void vhe_set_grad_mode(int enabled) { at::GradMode::set_enabled(enabled != 0); }

// ---- generators of the CPU
VHE_API void* vhe_generator(uint64_t seed) {
  return vhe::guarded<void*>(nullptr, [&] { return at::detail::createCPUGenerator(seed).unsafeReleaseGeneratorImpl(); });
}
VHE_API void* vhe_default_generator() {
  return vhe::guarded<void*>(nullptr, [&] {
    at::Generator shared = at::detail::getDefaultCPUGenerator();
    return shared.unsafeReleaseGeneratorImpl();
  });
}
VHE_API void vhe_generator_free(void* handle) {
  if (handle) vhe::GeneratorPointer::reclaim(generator_impl(handle));
}
VHE_API int vhe_generator_seed(void* handle, uint64_t seed) {
  return vhe::guarded(-1, [&] {
    auto generator = borrow_generator(handle);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_current_seed(seed);
    return 0;
  });
}
VHE_API uint64_t vhe_generator_initial_seed(void* handle) { return generator_impl(handle)->current_seed(); }
VHE_API void* vhe_generator_state(void* handle) {
  return vhe::guarded<void*>(nullptr, [&] {
    auto generator = borrow_generator(handle);
    std::lock_guard<std::mutex> lock(generator.mutex());
    return vhe::release(generator.get_state());
  });
}
VHE_API int vhe_generator_set_state(void* handle, void* state) {
  return vhe::guarded(-1, [&] {
    auto generator = borrow_generator(handle);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(vhe::borrow(state));
    return 0;
  });
}
