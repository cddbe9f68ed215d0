namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor to_type(ScalarType type, bool copy = false) => Dispatcher.Call("to.dtype"u8, this, type, false, copy);

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        public Tensor to(ScalarType type) => to_type(type);

        public Tensor to(ScalarType type, Device device, bool copy = false) =>
            Dispatcher.Call("to.device"u8, this, device, type, false, copy);

        public Tensor to(Device device) => to(dtype, device);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false) =>
            to(dtype, new Device(deviceType, deviceIndex), copy);

        public Tensor to(string device) => to(new Device(device));

        public Tensor to(Tensor other) => to(other.dtype, other.device);

        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);

        public Tensor type(ScalarType dtype) => to(dtype);

        public Tensor cpu() => to(torch.CPU);

        public Tensor cuda(Device? device = null) => to(device ?? CUDA);

        public Tensor @bool() => to_type(ScalarType.Bool);

        public Tensor @byte() => to_type(ScalarType.Byte);

        public Tensor @int() => to_type(ScalarType.Int32);

        public Tensor @long() => to_type(ScalarType.Int64);

        public Tensor @float() => to_type(ScalarType.Float32);

        public Tensor @double() => to_type(ScalarType.Float64);

        public Tensor clone() => Dispatcher.Call("clone"u8, this);

        public Tensor contiguous() => Dispatcher.Call("contiguous"u8, this);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => InPlace("copy_"u8, this, source, nonBlocking);

        public Tensor fill_(Scalar value) => InPlace("fill_.Scalar"u8, this, value);

        // The only one of its kind that returns another tensor over the same memory.
        public Tensor zero_() => Dispatcher.Call("zero_"u8, this);
    }
}
