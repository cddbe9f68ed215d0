// Settings of the process and of its threads, and the last error of each.
#include "shim.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/util/Exception.h>
#include <dlfcn.h>
#include <omp.h>

#include <atomic>
#include <new>
#include <thread>

namespace {

thread_local std::string last_error;

std::atomic<int> thread_count{0};
thread_local int applied_thread_count = 0;

// Debian's OpenBLAS with pthreads keeps a count of its own; other BLAS libraries lack the symbol.
void set_blas_threads(int count) {
  if (auto* set = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) set(count);
}

// All cores from the first call on: libtorch's own default is one thread a physical core as it guesses them, often half.
__attribute__((constructor)) void use_all_cores() {
  if (const char* wanted = std::getenv("OMP_NUM_THREADS")) thread_count = std::max(std::atoi(wanted), 0);
  if (thread_count == 0) thread_count = std::max(omp_get_num_procs(), 1);
}

}  // namespace

void vhe::store_current_exception() {
  try {
    throw;
  } catch (const c10::Error& error) {
    last_error = error.what_without_backtrace();
  } catch (const std::bad_alloc&) {
    last_error = "out of memory";
  } catch (const std::exception& error) {
    last_error = error.what();
  } catch (...) {
    last_error = "unknown native exception";
  }
}

void vhe::prepare_thread() {
  const int wanted = thread_count.load(std::memory_order_relaxed);
  if (applied_thread_count == wanted) return;
  at::set_num_threads(wanted);
  applied_thread_count = wanted;
}

// The message of the calling thread's last failure; valid until its next one.
VHE_API const char* vhe_last_error() { return last_error.c_str(); }

VHE_API int vhe_set_threads(int count) {
  return vhe::guarded(-1, [&] {
    TORCH_CHECK(count > 0, "expected a positive number of threads, but got ", count);
    thread_count = count;
    set_blas_threads(count);
    vhe::prepare_thread();
    return 0;
  });
}
VHE_API int vhe_threads() { return thread_count.load(std::memory_order_relaxed); }

// Of the calling thread, as the processor has it.
VHE_API int vhe_set_flush_denormal(int enabled) {
  return vhe::guarded(0, [&]() -> int { return at::globalContext().setFlushDenormal(enabled != 0); });
}
