// Every ATen operator through one entry: arguments are tagged values, converted as the operator's schema wants them.
#include "shim.h"

#include <ATen/ScalarOps.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>

#include <cstdlib>
#include <cstring>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace {

enum class Tag : int32_t {
  None = 0, Tensor = 1, Int = 2, Double = 3, Bool = 4, IntList = 5, DoubleList = 6,
  TensorList = 7, String = 8, Generator = 9, Device = 10, Default = 11,
};

// Sixteen bytes, laid out alike in Value.cs. `length` counts the items of a list or a string; for a device it is its type.
struct Value {
  Tag tag;
  int32_t length;
  union {
    int64_t integer;
    double real;
    void* pointer;
  };
};
static_assert(sizeof(Value) == 16, "the managed struct has this size");

enum class Kind : uint8_t { Tensor, TensorList, OptionalTensorList, Float, Bool, IntList, ScalarList, Other };

struct Parameter {
  Kind kind;
  int fixed_length;  // of a list that takes one number for all its items, such as int[2]
  bool has_default;
  c10::IValue default_value;
};

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Parameter> parameters;
};

Kind kind_of(c10::TypePtr type) {
  if (auto optional = type->cast<c10::OptionalType>()) type = optional->getElementType();
  switch (type->kind()) {
    case c10::TypeKind::TensorType: return Kind::Tensor;
    case c10::TypeKind::FloatType: return Kind::Float;
    case c10::TypeKind::BoolType: return Kind::Bool;
    case c10::TypeKind::ListType:
      switch (type->expectRef<c10::ListType>().getElementType()->kind()) {
        case c10::TypeKind::TensorType: return Kind::TensorList;
        case c10::TypeKind::OptionalType: return Kind::OptionalTensorList;
        case c10::TypeKind::IntType:
        case c10::TypeKind::SymIntType: return Kind::IntList;
        case c10::TypeKind::NumberType: return Kind::ScalarList;
        default: return Kind::Other;
      }
    default: return Kind::Other;
  }
}

c10::IValue tensor_list(const Value& value, Kind kind) {
  auto** handles = static_cast<void**>(value.pointer);
  if (kind == Kind::OptionalTensorList) {
    c10::List<c10::optional<at::Tensor>> list;
    list.reserve(value.length);
    for (int i = 0; i < value.length; i++)
      list.push_back(handles[i] ? c10::optional<at::Tensor>(vhe::borrow(handles[i])) : c10::nullopt);
    return list;
  }
  c10::List<at::Tensor> list;
  list.reserve(value.length);
  for (int i = 0; i < value.length; i++) list.push_back(vhe::borrow(handles[i]));
  return list;
}

c10::IValue double_list(const Value& value, Kind kind) {
  auto* numbers = static_cast<double*>(value.pointer);
  if (kind != Kind::ScalarList) return std::vector<double>(numbers, numbers + value.length);
  c10::impl::GenericList list(c10::NumberType::get());
  list.reserve(value.length);
  for (int i = 0; i < value.length; i++) list.push_back(c10::IValue(numbers[i]));
  return list;
}

// A number in a tensor's place takes on the type of the tensors beside it. Beside a first argument of float32 it is one from
// the start: that spares the operator a conversion, half of its time on small tensors.
c10::IValue wrapped(const c10::Scalar& number, const Value& first) {
  auto* tensor = first.tag == Tag::Tensor ? vhe::impl(first.pointer) : nullptr;
  const bool is_float = tensor && tensor->dtype() == caffe2::TypeMeta::Make<float>() && tensor->device().is_cpu();
  if (!is_float) return at::native::wrapped_scalar_tensor(number);
  auto scalar = at::detail::scalar_tensor_static(number, c10::ScalarType::Float, c10::Device(c10::DeviceType::CPU));
  scalar.unsafeGetTensorImpl()->set_wrapped_number(true);
  return scalar;
}

// `first` is the call's first argument.
c10::IValue to_ivalue(const Value& value, const Parameter& parameter, const Value& first) {
  switch (value.tag) {
    case Tag::None: return {};
    case Tag::Tensor:
      if (value.pointer) return vhe::borrow(value.pointer);
      return parameter.kind == Kind::Tensor ? c10::IValue(at::Tensor()) : c10::IValue();
    case Tag::Int:
      if (parameter.kind == Kind::Tensor) return wrapped(value.integer, first);
      if (parameter.kind == Kind::Float) return static_cast<double>(value.integer);
      if (parameter.kind == Kind::Bool) return value.integer != 0;
      if (parameter.kind == Kind::IntList)
        return std::vector<int64_t>(static_cast<size_t>(std::max(parameter.fixed_length, 1)), value.integer);
      return value.integer;
    case Tag::Double: return parameter.kind == Kind::Tensor ? wrapped(value.real, first) : c10::IValue(value.real);
    case Tag::Bool: return parameter.kind == Kind::Tensor ? wrapped(value.integer != 0, first) : c10::IValue(value.integer != 0);
    case Tag::IntList:
      return c10::IValue(c10::IntArrayRef(static_cast<int64_t*>(value.pointer), static_cast<size_t>(value.length)));
    case Tag::DoubleList: return double_list(value, parameter.kind);
    case Tag::TensorList: return tensor_list(value, parameter.kind);
    case Tag::String: return std::string(static_cast<const char*>(value.pointer), static_cast<size_t>(value.length));
    case Tag::Generator: {
      if (!value.pointer) return {};
      auto* generator = static_cast<c10::GeneratorImpl*>(value.pointer);
      return at::Generator(vhe::GeneratorPointer::reclaim_copy(generator));
    }
    case Tag::Device:
      return c10::Device(static_cast<c10::DeviceType>(value.length), static_cast<c10::DeviceIndex>(value.integer));
    case Tag::Default:
      TORCH_CHECK(parameter.has_default, "an argument without a default is missing");
      return parameter.default_value;
  }
  TORCH_CHECK(false, "unknown argument tag ", static_cast<int>(value.tag));
}

// A list that is returned lies in memory of malloc: vhe_free_buffer frees it.
template <class Item>
Item* allocate(size_t count) {
  auto* items = static_cast<Item*>(std::malloc(sizeof(Item) * std::max<size_t>(count, 1)));
  if (!items) throw std::bad_alloc();
  return items;
}

void to_value(c10::IValue&& from, Value& to) {
  to.length = 0;
  to.integer = 0;
  if (from.isTensor()) {
    to.tag = Tag::Tensor;
    to.pointer = vhe::release(std::move(from).toTensor());
  } else if (from.isInt()) {
    to.tag = Tag::Int;
    to.integer = from.toInt();
  } else if (from.isDouble()) {
    to.tag = Tag::Double;
    to.real = from.toDouble();
  } else if (from.isBool()) {
    to.tag = Tag::Bool;
    to.integer = from.toBool();
  } else if (from.isNone()) {
    to.tag = Tag::None;
  } else if (from.isTensorList()) {
    auto tensors = from.toTensorVector();
    auto** handles = allocate<void*>(tensors.size());
    for (size_t i = 0; i < tensors.size(); i++) handles[i] = vhe::release(std::move(tensors[i]));
    to.tag = Tag::TensorList;
    to.length = static_cast<int32_t>(tensors.size());
    to.pointer = handles;
  } else {
    TORCH_CHECK(false, "an operator returned a ", from.tagKind(), ", which this shim does not pass on");
  }
}

}  // namespace

// Looks an operator up by name ("aten::add") and overload ("Tensor", or ""). Never freed; null when there is none.
VHE_API void* vhe_operator(const char* name, const char* overload) {
  return vhe::guarded<void*>(nullptr, [&]() -> void* {
    static std::mutex mutex;
    static std::unordered_map<std::string, Operator*> known;
    std::lock_guard<std::mutex> lock(mutex);
    Operator*& entry = known[std::string(name) + "." + overload];
    if (!entry) {
      auto fresh = std::make_unique<Operator>(Operator{c10::Dispatcher::singleton().findSchemaOrThrow(name, overload), {}});
      for (const auto& argument : fresh->handle.schema().arguments()) {
        const auto& preset = argument.default_value();
        fresh->parameters.push_back({kind_of(argument.type()), static_cast<int>(argument.N().value_or(0)),
                                     preset.has_value(), preset.value_or(c10::IValue())});
      }
      entry = fresh.release();
    }
    return entry;
  });
}

// Calls it. Arguments beyond `argument_count` take their defaults. Returns how many results were written, -1 on an error.
VHE_API int vhe_call(void* handle, const Value* arguments, int argument_count, Value* results, int result_capacity) {
  return vhe::guarded(-1, [&] {
    auto* target = static_cast<Operator*>(handle);
    vhe::prepare_thread();

    // The stack's storage is kept for the thread's next call; swapping it out leaves a nested call one of its own.
    static thread_local c10::Stack spare;
    c10::Stack stack;
    stack.swap(spare);
    stack.clear();
    const auto& parameters = target->parameters;
    stack.reserve(std::max<size_t>(parameters.size(), 16));
    TORCH_CHECK(static_cast<size_t>(argument_count) <= parameters.size(), "too many arguments for ",
                toString(target->handle.operator_name()));
    for (size_t i = 0; i < parameters.size(); i++) {
      if (i < static_cast<size_t>(argument_count)) {
        stack.push_back(to_ivalue(arguments[i], parameters[i], arguments[0]));
      } else {
        TORCH_CHECK(parameters[i].has_default, "argument '", target->handle.schema().arguments()[i].name(), "' of ",
                    toString(target->handle.operator_name()), " is missing");
        stack.push_back(parameters[i].default_value);
      }
    }

    target->handle.callBoxed(stack);

    const int count = static_cast<int>(stack.size());
    TORCH_CHECK(count <= result_capacity, toString(target->handle.operator_name()), " returns ", count, " values");
    for (int i = 0; i < count; i++) to_value(std::move(stack[i]), results[i]);
    stack.clear();
    stack.swap(spare);
    return count;
  });
}

VHE_API void vhe_free_buffer(void* buffer) { std::free(buffer); }
