namespace RealLearning.Silo.Storage;

/// <summary>Another process holds the folder; two writers would fence each other out for ever.</summary>
public sealed class StorageLockedException(string path, Exception inner)
    : IOException($"{path} is locked: another node already runs on this folder. Stop it, or give this one another folder (--Data=<folder>).", inner);

/// <summary>The file was written by a newer program, or by another one.</summary>
public sealed class StorageVersionException(string path, long found, int known)
    : IOException($"{path} has format {found}; this program knows format {known}. Start the program that wrote it, or a newer one. Nothing was changed.");

/// <summary>The file as a whole cannot be read.</summary>
public sealed class StorageDamagedException(string path, Exception inner)
    : IOException($"{path} is damaged beyond its documents ({inner.Message}). Nothing was changed; restore a backup.", inner);
