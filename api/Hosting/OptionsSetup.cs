using System.Globalization;
using Microsoft.Extensions.Options;

namespace RealLearning.Api.Hosting;

/// <summary>Options that are checked at the start, with every mistake named.</summary>
internal static class OptionsSetup
{
    /// <summary>Binds a section. Its numbers are above 0, and a name that is no option ends the start: a limit that was misspelt would not hold.</summary>
    public static void AddLimits<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section, static binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>>(new AboveZero<T>(section));
    }

    private sealed class AboveZero<T>(string section) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var wrong = typeof(T).GetProperties()
                .Where(property => property.GetValue(options) is (int or long) and var number && Convert.ToInt64(number, CultureInfo.InvariantCulture) <= 0)
                .Select(property => $"{section}:{property.Name} must be above 0.")
                .ToList();
            return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
        }
    }
}
