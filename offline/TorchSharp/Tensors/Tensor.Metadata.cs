using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long Dimensions => Native.vhe_dim(Handle);

        public long dim() => Dimensions;

        public long ndim => Dimensions;

        public long NumberOfElements => Native.vhe_numel(Handle);

        public long numel() => NumberOfElements;

        public long ElementSize => dtype.ElementSize();

        public long element_size() => ElementSize;

        public ScalarType dtype => (ScalarType)Native.vhe_dtype(Handle);

        public DeviceType device_type => device.type;

        public int device_index => device.index;

        public Device device
        {
            get
            {
                unsafe
                {
                    int index;
                    var type = (DeviceType)Native.vhe_device(Handle, &index);
                    return type == DeviceType.CPU ? CPU : new Device(type, index);
                }
            }
        }

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_contiguous() => Native.vhe_is_contiguous(Handle, 0) != 0;

        public long[] shape
        {
            get
            {
                var sizes = new long[Dimensions];
                unsafe
                {
                    fixed (long* first = sizes) Native.vhe_sizes(Handle, first);
                }
                return sizes;
            }
        }

        public long[] size() => shape;

        public long size(int dim)
        {
            var sizes = shape;
            int place = dim < 0 ? dim + sizes.Length : dim;
            if ((uint)place >= (uint)sizes.Length)
                throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {sizes.Length} dimensions.");
            return sizes[place];
        }

        public long[] stride()
        {
            var strides = new long[Dimensions];
            unsafe
            {
                fixed (long* first = strides) Native.vhe_strides(Handle, first);
            }
            return strides;
        }

        public long stride(int dim) => stride()[dim < 0 ? dim + (int)Dimensions : dim];

        public override string ToString()
        {
            if (IsInvalid) return "Invalid Tensor";
            var sizes = string.Join('x', shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
            return $"[{sizes}], type = {dtype}, device = {device}";
        }
    }
}
