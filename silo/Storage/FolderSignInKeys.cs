using System.Text;
using RealLearning.Contracts.People;

namespace RealLearning.Silo.Storage;

/// <summary>Keys as files, <c>keys/&lt;name&gt;.xml</c>, which their owner alone may read. A file is written once and never changed.</summary>
public sealed class FolderSignInKeys(string folder) : ISignInKeys
{
    private const string Ending = ".xml";

    private readonly string _folder = Path.Combine(Path.GetFullPath(folder), "keys");

    /// <inheritdoc/>
    public IReadOnlyList<string> All() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*" + Ending).Order(StringComparer.Ordinal).Select(File.ReadAllText)]
        : [];

    /// <inheritdoc/>
    public void Put(string name, string key)
    {
        if (name.Length == 0 || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            throw new ArgumentException($"'{name}' is no name of a key.", nameof(name));
        }

        DurableFiles.CreateFolder(_folder, Path.GetDirectoryName(_folder));
        DurableFiles.Write(Path.Combine(_folder, name + Ending), Encoding.UTF8.GetBytes(key), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
