namespace RealLearning.Contracts.People;

/// <summary>Where the keys are kept that seal cookies and tokens. Whoever loses them has signed everybody out.</summary>
public interface ISignInKeys
{
    /// <summary>Every key, as it was put. Throws <see cref="IOException"/>.</summary>
    IReadOnlyList<string> All();

    /// <summary>Keeps a key under a name of letters, digits and hyphens. Durable when it returns. Throws <see cref="IOException"/>.</summary>
    void Put(string name, string key);
}
