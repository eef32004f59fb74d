namespace RealLearning.Silo.Tests.PowerCut;

/// <summary>
/// A disk that keeps what was synced and may or may not keep the rest. A file's bytes are safe after a sync of the file that began after they were
/// written; an entry of a folder (a new name, another name, none) after a sync of that folder. What is not safe at the cut survives as the variant says,
/// each sector and each entry for itself, in no order.
/// </summary>
internal sealed class DiskImage
{
    private readonly Dictionary<string, ImageFolder> _folders;
    private readonly ImageFolder _root = new();

    private DiskImage(string root) => _folders = new() { [root] = _root };

    /// <summary>Replays the calls that ended before the cut, on a root that was empty and safe.</summary>
    public static DiskImage Replay(string root, IEnumerable<SystemCall> calls, int cut)
    {
        var image = new DiskImage(root);
        foreach (var call in calls.Where(call => call.End < cut && call.Kind is not (CallKind.Say or CallKind.Send)).OrderBy(call => call.End))
        {
            image.Apply(call);
        }

        return image;
    }

    /// <summary>Writes what a restart finds into a folder.</summary>
    public void Write(string to, Survival survival) => _root.Write(to, survival);

    private void Apply(SystemCall call)
    {
        if (_folders.TryGetValue(call.Path, out var synced))
        {
            if (call.Kind == CallKind.Sync)
            {
                synced.Sync(call.Start);
            }

            return;
        }

        if (!_folders.TryGetValue(Path.GetDirectoryName(call.Path)!, out var folder))
        {
            throw new NotSupportedException($"{call.Kind} {call.Path}: nobody created its folder.");
        }

        var name = Path.GetFileName(call.Path);
        switch (call.Kind)
        {
            case CallKind.CreateFolder:
                folder.Change(call.End, (name, _folders[call.Path] = new ImageFolder()));
                break;
            case CallKind.Rename when Path.GetDirectoryName(call.To) == Path.GetDirectoryName(call.Path):
                folder.Change(call.End, (name, null), (Path.GetFileName(call.To), folder.Find(name)));
                break;
            case CallKind.Rename:
                throw new NotSupportedException($"{call.Path} was moved to another folder.");
            case CallKind.Unlink:
                folder.Change(call.End, (name, null));
                break;
            default:
                ApplyToFile(folder, name, call);
                break;
        }
    }

    private static void ApplyToFile(ImageFolder folder, string name, SystemCall call)
    {
        if (folder.Find(name) is not ImageFile file)
        {
            if (call.Kind != CallKind.Create)
            {
                // A file that was removed and is still open: nobody will find it.
                return;
            }

            folder.Change(call.End, (name, file = new ImageFile()));
        }

        if (call.Kind == CallKind.Sync)
        {
            file.Sync(call.Start);
        }
        else if (call.Kind == CallKind.SyncFailed)
        {
            file.Pending.RemoveAll(pending => pending.End < call.Start);
        }
        else if (call.Kind != CallKind.Create || call.Offset != 0)
        {
            file.Pending.Add(call);
        }
    }

    private abstract class ImageNode
    {
        public abstract void Write(string path, Survival survival);
    }

    private sealed class ImageFolder : ImageNode
    {
        private readonly Dictionary<string, ImageNode> _now = [];
        private readonly Dictionary<string, ImageNode> _safe = [];
        private readonly List<(int End, (string Name, ImageNode? Node)[] Entries)> _pending = [];

        public ImageNode? Find(string name) => _now.GetValueOrDefault(name);

        /// <summary>Changes entries together or not at all.</summary>
        public void Change(int end, params (string Name, ImageNode? Node)[] entries)
        {
            Apply(_now, entries);
            _pending.Add((end, entries));
        }

        public void Sync(int start)
        {
            foreach (var (_, entries) in _pending.Where(change => change.End < start))
            {
                Apply(_safe, entries);
            }

            _pending.RemoveAll(change => change.End < start);
        }

        public override void Write(string path, Survival survival)
        {
            Directory.CreateDirectory(path);
            var found = new Dictionary<string, ImageNode>(_safe);
            foreach (var (_, entries) in _pending.Where(_ => survival.Keeps()))
            {
                Apply(found, entries);
            }

            foreach (var (name, node) in found)
            {
                node.Write(Path.Combine(path, name), survival);
            }
        }

        private static void Apply(Dictionary<string, ImageNode> to, (string Name, ImageNode? Node)[] entries)
        {
            foreach (var (name, node) in entries)
            {
                if (node is null)
                {
                    to.Remove(name);
                }
                else
                {
                    to[name] = node;
                }
            }
        }
    }

    private sealed class ImageFile : ImageNode
    {
        private byte[] _safe = [];

        public List<SystemCall> Pending { get; } = [];

        public void Sync(int start)
        {
            foreach (var call in Pending.Where(call => call.End < start))
            {
                _safe = Change(_safe, call, () => true);
            }

            Pending.RemoveAll(call => call.End < start);
        }

        public override void Write(string path, Survival survival) => File.WriteAllBytes(
            path, Pending.Aggregate((byte[])_safe.Clone(), (bytes, call) => Change(bytes, call, survival.Keeps, survival.SectorBytes)));

        private static byte[] Change(byte[] bytes, SystemCall call, Func<bool> keeps, int sector = int.MaxValue)
        {
            if (call.Kind != CallKind.Write)
            {
                if (keeps())
                {
                    Array.Resize(ref bytes, call.Kind == CallKind.Create ? 0 : checked((int)call.Offset));
                }

                return bytes;
            }

            for (var at = 0; at < call.Data.Length;)
            {
                var offset = checked((int)call.Offset) + at;
                var length = (int)Math.Min(call.Data.Length - at, (long)sector - (offset % sector));
                if (keeps())
                {
                    Array.Resize(ref bytes, Math.Max(bytes.Length, offset + length));
                    call.Data.AsSpan(at, length).CopyTo(bytes.AsSpan(offset));
                }

                at += length;
            }

            return bytes;
        }
    }
}

/// <summary>Which of the unsafe changes reached the disk before the cut.</summary>
/// <param name="Share">From 0, none, to 1, all.</param>
internal sealed record Survival(double Share, int SectorBytes, Random Random)
{
    /// <summary>Nothing, everything, and parts in sectors of a page and of a disk.</summary>
    public static IEnumerable<Survival> Kinds(int seed) =>
    [
        new(0, 4096, new Random(seed)),
        new(1, 4096, new Random(seed)),
        new(0.5, 4096, new Random(seed)),
        new(0.5, 512, new Random(seed + 1)),
        new(0.9, 512, new Random(seed + 2)),
    ];

    public bool Keeps() => Random.NextDouble() < Share;

    public override string ToString() => $"{Share} of the unsynced in sectors of {SectorBytes}";
}
