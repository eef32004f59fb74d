using System.Reflection;
using RealLearning.Grains.People;
using Xunit;

namespace RealLearning.Grains.Tests;

/// <summary>
/// What grains keep is written as JSON with the names of types. A property of an interface's type would keep the name of whatever type the compiler chose for a
/// collection, which a reader may not know.
/// </summary>
public sealed class GrainStateTests
{
    [Fact]
    public void States_AreMadeOfTypesThatCanBeReadAgain()
    {
        var states = typeof(PersonGrain).Assembly.GetTypes().Select(StateOf).OfType<Type>().ToList();
        var seen = new HashSet<Type>();
        var faults = new List<string>();
        states.ForEach(state => Walk(state, state.Name, seen, faults));

        Assert.True(states.Count >= 8);
        Assert.Empty(faults);
    }

    private static Type? StateOf(Type type) =>
        type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(StoredGrain<>) ? parent.GetGenericArguments()[0] : null;

    private static void Walk(Type type, string path, HashSet<Type> seen, List<string> faults)
    {
        if (type.IsInterface || type.IsAbstract)
        {
            faults.Add($"{path} is {type}.");
            return;
        }

        var parts = type.IsArray ? [type.GetElementType()!] : type.IsGenericType ? type.GetGenericArguments() : Type.EmptyTypes;
        foreach (var part in parts)
        {
            Walk(part, $"{path}[]", seen, faults);
        }

        if (type.Assembly.GetName().Name!.StartsWith("RealLearning", StringComparison.Ordinal) && seen.Add(type))
        {
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                Walk(property.PropertyType, $"{path}.{property.Name}", seen, faults);
            }
        }
    }
}
