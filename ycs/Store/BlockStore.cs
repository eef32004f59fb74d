using System.Runtime.CompilerServices;

namespace RealLearning.Ycs;

/// <summary>
/// All blocks of a document, by handle and by id. Hot: a remote keystroke looks up two ids and extends one block. Watched by the
/// engine's benchmark; must not allocate in the steady state.
/// </summary>
internal sealed partial class BlockStore
{
    private readonly Dictionary<long, int> _clientIndex = [];
    private readonly List<ClientBlocks> _clients = [];
    private Block[] _blocks = new Block[8];
    private int _count = 1;
    private int _free;
    private long _lastClient = -1;
    private int _lastClientIndex;

    public List<ClientBlocks> Clients => _clients;

    /// <summary>Blocks in use.</summary>
    public int BlockCount { get; private set; }

    public ref Block this[int handle]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _blocks[handle];
    }

    /// <summary>Index of a client, which is added where it is new.</summary>
    public int ClientOf(long id)
    {
        if (id == _lastClient)
        {
            return _lastClientIndex;
        }

        if (!_clientIndex.TryGetValue(id, out var index))
        {
            index = _clients.Count;
            _clients.Add(new ClientBlocks(id));
            _clientIndex.Add(id, index);
        }

        (_lastClient, _lastClientIndex) = (id, index);
        return index;
    }

    /// <summary>Index of a client, or -1.</summary>
    public int FindClient(long id) => id == _lastClient ? _lastClientIndex : _clientIndex.TryGetValue(id, out var index) ? index : -1;

    /// <summary>The id of a client by its index; -1 for the index of nobody, which is -1.</summary>
    public long IdOf(int client) => client >= 0 ? _clients[client].Id : -1;

    /// <summary>The next clock of a client, 0 where it is unknown.</summary>
    public int StateOf(long id) => FindClient(id) is >= 0 and var index ? _clients[index].State : 0;

    /// <summary>A place for a block, which the caller writes whole. References to blocks are invalid afterwards.</summary>
    public int Allocate()
    {
        BlockCount++;
        if (_free != 0)
        {
            var handle = _free;
            _free = _blocks[handle].Right;
            return handle;
        }

        if (_count == _blocks.Length)
        {
            Resize(ref _blocks, _count, _count * 2);
        }

        return _count++;
    }

    /// <summary>Makes room for so many more blocks and characters at once, and no more than that.</summary>
    public void Reserve(int blocks, int chars)
    {
        if (_count + blocks > _blocks.Length)
        {
            Resize(ref _blocks, _count, Math.Max(_count + blocks, _blocks.Length + (_blocks.Length / 8)));
        }

        if (_charsUsed + chars > _chars.Length)
        {
            Resize(ref _chars, _charsUsed, Math.Max(_charsUsed + chars, _chars.Length + (_chars.Length / 8)));
        }
    }

    public void Release(int handle)
    {
        BlockCount--;
        _blocks[handle] = new Block { Right = _free };
        _free = handle;
    }

    /// <summary>Adds a block behind the last of its client.</summary>
    public void Append(int handle)
    {
        ref var block = ref _blocks[handle];
        var client = _clients[block.Client];
        client.Append(handle, block.Clock);
        client.State = block.End;
    }

    /// <summary>The block that holds an id.</summary>
    public int Find(int client, int clock)
    {
        var blocks = _clients[client];
        return blocks[blocks.Seek(clock)];
    }

    /// <summary>What is not used yet is left as it is: clearing a megabyte takes longer than many an update.</summary>
    private static void Resize<T>(ref T[] array, int used, int length)
        where T : unmanaged
    {
        var larger = GC.AllocateUninitializedArray<T>(length);
        array.AsSpan(0, used).CopyTo(larger);
        array = larger;
    }
}
