// A caching allocator for libtorch's CPU tensors. Large blocks are kept and handed out again, on huge pages where the
// kernel has them: training takes and gives back the same gigabyte at each step, and faulting it in anew costs more than
// the convolutions. Installed when the library is loaded.
#include "shim.h"

#include <c10/core/CPUAllocator.h>
#include <malloc.h>
#include <sys/mman.h>

#include <atomic>
#include <map>
#include <mutex>
#include <new>
#include <unordered_map>

namespace {

constexpr size_t kHugePage = size_t{2} << 20;
constexpr size_t kLarge = size_t{1} << 20;         // from here on blocks are cached
constexpr size_t kCacheLimit = size_t{4} << 30;    // of blocks not in use
constexpr size_t kAlignment = 64;

class CachingAllocator final : public c10::Allocator {
 public:
  // Never destroyed: tensors of static lifetime are freed after static destructors ran.
  static CachingAllocator& instance() {
    static auto* allocator = new CachingAllocator;
    return *allocator;
  }

  c10::DataPtr allocate(size_t bytes) const override {
    const c10::Device cpu(c10::DeviceType::CPU);
    if (bytes == 0) return {nullptr, nullptr, &free_any, cpu};
    void* block = bytes < kLarge ? take_small(bytes) : instance().take_large(bytes);
    return {block, block, bytes < kLarge ? &free_small : &free_large, cpu};
  }

  c10::DeleterFnPtr raw_deleter() const override { return &free_any; }

  int64_t live() const { return live_.load(std::memory_order_relaxed); }
  int64_t peak() const { return peak_.load(std::memory_order_relaxed); }
  int64_t cached() {
    std::lock_guard<std::mutex> lock(mutex_);
    return static_cast<int64_t>(cached_);
  }

  void trim() {
    std::lock_guard<std::mutex> lock(mutex_);
    trim_locked();
  }

 private:
  static size_t round_up(size_t bytes) {
    const size_t unit = bytes < 8 * kHugePage ? kHugePage / 8 : kHugePage;
    return (bytes + unit - 1) / unit * unit;
  }

  void count(int64_t bytes) {
    const int64_t now = live_.fetch_add(bytes, std::memory_order_relaxed) + bytes;
    int64_t peak = peak_.load(std::memory_order_relaxed);
    while (now > peak && !peak_.compare_exchange_weak(peak, now, std::memory_order_relaxed)) {
    }
  }

  static void* take_small(size_t bytes) {
    void* block = nullptr;
    if (posix_memalign(&block, kAlignment, bytes) != 0) throw std::bad_alloc();
    instance().count(static_cast<int64_t>(malloc_usable_size(block)));
    return block;
  }

  void* take_large(size_t bytes) {
    const size_t size = round_up(bytes);
    std::lock_guard<std::mutex> lock(mutex_);
    void* block;
    size_t taken = size;
    // A cached block may be a quarter larger than what is asked for; a larger one is left for whom it fits.
    if (auto fit = free_.lower_bound(size); fit != free_.end() && fit->first <= size + size / 4) {
      taken = fit->first;
      block = fit->second;
      free_.erase(fit);
      cached_ -= taken;
    } else {
      block = map(size);
      sizes_.emplace(block, size);
    }
    count(static_cast<int64_t>(taken));
    return block;
  }

  // A block that begins on a huge page.
  void* map(size_t size) {
    constexpr int protection = PROT_READ | PROT_WRITE, flags = MAP_PRIVATE | MAP_ANONYMOUS;
    void* raw = mmap(nullptr, size + kHugePage, protection, flags, -1, 0);
    if (raw == MAP_FAILED) {
      trim_locked();
      raw = mmap(nullptr, size + kHugePage, protection, flags, -1, 0);
      if (raw == MAP_FAILED) throw std::bad_alloc();
    }
    auto* first = static_cast<char*>(raw);
    auto* block = reinterpret_cast<char*>((reinterpret_cast<uintptr_t>(raw) + kHugePage - 1) & ~(kHugePage - 1));
    auto* end = first + size + kHugePage;
    if (block > first) munmap(first, block - first);
    if (end > block + size) munmap(block + size, end - (block + size));
    madvise(block, size, MADV_HUGEPAGE);
    return block;
  }

  static void free_small(void* block) {
    if (!block) return;
    instance().count(-static_cast<int64_t>(malloc_usable_size(block)));
    std::free(block);
  }

  static void free_large(void* block) { instance().give_back(block); }

  static void free_any(void* block) {
    if (!block) return;
    auto& self = instance();
    bool large;
    {
      std::lock_guard<std::mutex> lock(self.mutex_);
      large = self.sizes_.count(block) != 0;
    }
    large ? free_large(block) : free_small(block);
  }

  void give_back(void* block) {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto entry = sizes_.find(block);
    const size_t size = entry->second;
    count(-static_cast<int64_t>(size));
    if (cached_ + size > kCacheLimit) {
      sizes_.erase(entry);
      munmap(block, size);
    } else {
      free_.emplace(size, block);
      cached_ += size;
    }
  }

  void trim_locked() {
    for (const auto& [size, block] : free_) {
      sizes_.erase(block);
      munmap(block, size);
    }
    free_.clear();
    cached_ = 0;
  }

  std::mutex mutex_;
  std::multimap<size_t, void*> free_;
  std::unordered_map<void*, size_t> sizes_;  // of every large block, in use or cached
  size_t cached_ = 0;
  std::atomic<int64_t> live_{0};
  std::atomic<int64_t> peak_{0};
};

__attribute__((constructor)) void install() { c10::SetCPUAllocator(&CachingAllocator::instance(), 100); }

}  // namespace

// Bytes in tensors, the most there ever were, and bytes kept for reuse.
VHE_API void vhe_memory(int64_t* live, int64_t* peak, int64_t* cached) {
  auto& allocator = CachingAllocator::instance();
  *live = allocator.live();
  *peak = allocator.peak();
  *cached = allocator.cached();
}
VHE_API void vhe_trim_memory() { CachingAllocator::instance().trim(); }
