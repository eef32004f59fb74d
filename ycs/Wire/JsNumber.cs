using System.Globalization;

namespace RealLearning.Ycs;

/// <summary>A number as JavaScript writes it (ECMA-262, Number::toString, base 10).</summary>
internal static class JsNumber
{
    public static string ToText(double number)
    {
        if (double.IsNaN(number))
        {
            return "NaN";
        }

        if (double.IsInfinity(number))
        {
            return number > 0 ? "Infinity" : "-Infinity";
        }

        if (number == 0)
        {
            return "0";
        }

        // The shortest digits that read back as the same number, in the form d.dddE+n.
        var shortest = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture);
        var (digits, point) = Digits(shortest);
        var text = Place(digits, point);
        return number < 0 ? "-" + text : text;
    }

    /// <summary>The digits without zeros around them, and how many of them stand before the point.</summary>
    private static (string Digits, int Point) Digits(string text)
    {
        var exponent = 0;
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        if (mark >= 0)
        {
            exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..mark];
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = text.Replace(".", "", StringComparison.Ordinal);
        point = (point < 0 ? digits.Length : point) + exponent;
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), point - leading);
    }

    private static string Place(string digits, int point)
    {
        if (digits.Length <= point && point <= 21)
        {
            return digits + new string('0', point - digits.Length);
        }

        if (point is > 0 and <= 21)
        {
            return digits[..point] + "." + digits[point..];
        }

        if (point is > -6 and <= 0)
        {
            return "0." + new string('0', -point) + digits;
        }

        var exponent = (point > 0 ? "e+" : "e-") + Math.Abs(point - 1).ToString(CultureInfo.InvariantCulture);
        return digits.Length == 1 ? digits + exponent : digits[..1] + "." + digits[1..] + exponent;
    }
}
