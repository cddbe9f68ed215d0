// One pass over each parameter in place of some ten operators: an Adam step is bound by memory.
#include "shim.h"

#include <ATen/Parallel.h>

#include <cmath>

namespace {

struct Constants {
  float beta1, beta2, epsilon, weight_decay, step_size, inverse_root;
};

void update(float* parameter, const float* gradient, float* mean, float* square, int64_t begin, int64_t end,
            const Constants& c) {
  for (int64_t i = begin; i < end; i++) {
    const float g = gradient[i] + c.weight_decay * parameter[i];
    const float m = mean[i] = c.beta1 * mean[i] + (1 - c.beta1) * g;
    const float v = square[i] = c.beta2 * square[i] + (1 - c.beta2) * g * g;
    parameter[i] -= c.step_size * m / (std::sqrt(v) * c.inverse_root + c.epsilon);
  }
}

}  // namespace

// In the four arrays lie `count` handles each, of contiguous float32 tensors of the CPU; the four at one place are of one size.
VHE_API int vhe_adam(void** parameters, void** gradients, void** means, void** squares, int count, double learning_rate,
                     double beta1, double beta2, double epsilon, double weight_decay, int64_t step) {
  return vhe::guarded(-1, [&] {
    vhe::prepare_thread();
    const double correction1 = 1 - std::pow(beta1, step), correction2 = 1 - std::pow(beta2, step);
    const Constants constants{static_cast<float>(beta1),        static_cast<float>(beta2),
                              static_cast<float>(epsilon),      static_cast<float>(weight_decay),
                              static_cast<float>(learning_rate / correction1),
                              static_cast<float>(1 / std::sqrt(correction2))};
    for (int i = 0; i < count; i++) {
      auto* parameter = vhe::impl(parameters[i])->data<float>();
      auto* gradient = vhe::impl(gradients[i])->data<float>();
      auto* mean = vhe::impl(means[i])->data<float>();
      auto* square = vhe::impl(squares[i])->data<float>();
      at::parallel_for(0, vhe::impl(parameters[i])->numel(), 32768, [&](int64_t begin, int64_t end) {
        update(parameter, gradient, mean, square, begin, end, constants);
      });
      // Autograd must see that the parameter changed.
      vhe::impl(parameters[i])->bump_version();
    }
    return 0;
  });
}
