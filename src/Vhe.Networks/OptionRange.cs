namespace Vhe.Networks;

/// <summary>Checks the numbers of option records.</summary>
internal static class OptionRange
{
    /// <summary>Refuses a number outside its range, or NaN.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="minimum">The least that is allowed.</param>
    /// <param name="maximum">The most that is allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside; the message names the option and the range.</exception>
    public static void Check(string name, double value, double minimum, double maximum = double.PositiveInfinity)
    {
        if (!(value >= minimum && value <= maximum))
        {
            var range = double.IsPositiveInfinity(maximum) ? $"{minimum} or more" : $"{minimum} to {maximum}";
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}, not {value}.");
        }
    }

    /// <summary>Refuses what is not more than 0, and NaN.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive; the message names the option.</exception>
    public static void CheckPositive(string name, double value)
    {
        if (!(value > 0))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive, not {value}.");
        }
    }

    /// <summary>Refuses what is not above 0 and below 1, and NaN.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is no such fraction; the message names the option.</exception>
    public static void CheckFraction(string name, double value)
    {
        if (!(value > 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0 and below 1, not {value}.");
        }
    }
}
