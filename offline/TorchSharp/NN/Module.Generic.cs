namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What maps one input to a result.</summary>
        public interface IModule<T, TResult>
        {
            TResult call(T input1);
        }

        /// <summary>What maps two inputs to a result.</summary>
        public interface IModule<T1, T2, TResult>
        {
            TResult call(T1 input1, T2 input2);
        }

        /// <summary>What maps three inputs to a result.</summary>
        public interface IModule<T1, T2, T3, TResult>
        {
            TResult call(T1 input1, T2 input2, T3 input3);
        }

        /// <summary>What maps four inputs to a result.</summary>
        public interface IModule<T1, T2, T3, T4, TResult>
        {
            TResult call(T1 input1, T2 input2, T3 input3, T4 input4);
        }

        /// <summary>A module of one input: derived classes override <c>forward</c>, users invoke <c>call</c>.</summary>
        public abstract class Module<T, TResult>(string name) : Module(name), IModule<T, TResult>
        {
            public TResult call(T input) => forward(input);

            public abstract TResult forward(T input);
        }

        /// <summary>A module of two inputs: derived classes override <c>forward</c>, users invoke <c>call</c>.</summary>
        public abstract class Module<T1, T2, TResult>(string name) : Module(name), IModule<T1, T2, TResult>
        {
            public TResult call(T1 input1, T2 input2) => forward(input1, input2);

            public abstract TResult forward(T1 input1, T2 input2);
        }

        /// <summary>A module of three inputs: derived classes override <c>forward</c>, users invoke <c>call</c>.</summary>
        public abstract class Module<T1, T2, T3, TResult>(string name) : Module(name), IModule<T1, T2, T3, TResult>
        {
            public TResult call(T1 input1, T2 input2, T3 input3) => forward(input1, input2, input3);

            public abstract TResult forward(T1 input1, T2 input2, T3 input3);
        }

        /// <summary>A module of four inputs: derived classes override <c>forward</c>, users invoke <c>call</c>.</summary>
        public abstract class Module<T1, T2, T3, T4, TResult>(string name) : Module(name), IModule<T1, T2, T3, T4, TResult>
        {
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4) => forward(input1, input2, input3, input4);

            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4);
        }
    }
}
