// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Analysis;

/// <summary>
/// Every rule of the contract language. The parser knows which is broken; the generator only asks whether one is, the analyzer reports it.
/// DIAGNOSTICS.md explains each.
/// </summary>
internal static class Rules
{
    private const string Category = "Ikc";
    private const string HelpPage = "DIAGNOSTICS.md#";

    public static readonly DiagnosticDescriptor NotPartial = Error("IKC0001", "A contract must be partial",
        "'{0}' must be partial, so that the generator can add its members; write 'partial' before its keyword");

    public static readonly DiagnosticDescriptor BadContractId = Error("IKC0002", "A contract id must have 1 to 200 bytes",
        "The contract id of '{0}' has {1} bytes in UTF-8; give it 1 to 200, such as \"acme.pricing\"");

    public static readonly DiagnosticDescriptor GenericContract = Error("IKC0003", "A contract cannot be generic",
        "'{0}' is generic or lies in a generic type; declare one contract for each type that is needed");

    public static readonly DiagnosticDescriptor InaccessibleContract = Error("IKC0004", "A contract must be accessible in its assembly",
        "'{0}' cannot be reached by generated code; make it and the types around it internal or public, and not file-local");

    public static readonly DiagnosticDescriptor NotAMethod = Error("IKC0005", "A contract has methods only",
        "'{0}' is not an instance method, and only those can be called across; use a method, or one that gets and one that sets");

    public static readonly DiagnosticDescriptor BaseNotAContract = Error("IKC0006", "A base of a contract must be a contract",
        "'{0}' has members to implement and is no usable contract; mark it with [IkcContract] or do not inherit from it");

    public static readonly DiagnosticDescriptor DuplicateContractId = new("IKC0007", "A contract id must be unique",
        "The contract id \"{0}\" is also that of '{1}'; give each contract an id of its own", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: HelpPage + "ikc0007", customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor ReservedName = Error("IKC0008", "The name With is taken",
        "A method named 'With' collides with the generated one that gives call options; choose another name");

    public static readonly DiagnosticDescriptor MissingMethodId = Error("IKC0010", "A contract's method needs an id",
        "'{0}' has no id; mark it with [IkcMethod({1})]");

    public static readonly DiagnosticDescriptor DuplicateMethodId = Error("IKC0011", "A method id must be unique in its contract",
        "The id {0} is also that of '{1}'; use {2}, which is free");

    public static readonly DiagnosticDescriptor MethodIdOutOfRange = Error("IKC0012", "A method id must be 1 to 65535",
        "The id {0} is not in 1 to 65535; use {1}, which is free");

    public static readonly DiagnosticDescriptor ReservedMethodId = Error("IKC0013", "A reserved method id cannot be used again",
        "The id {0} is reserved by [IkcReserved]: a peer in use may still know it as something else; use {1}, which is free");

    public static readonly DiagnosticDescriptor GenericMethod = Error("IKC0014", "A contract's method cannot be generic",
        "'{0}' is generic; declare one method for each type that is needed");

    public static readonly DiagnosticDescriptor NotCallable = Error("IKC0015", "[IkcMethod] belongs on a contract's method",
        "'{0}' cannot be called across: it is sealed, private, static, or not in an [IkcContract] interface; remove [IkcMethod] or move the "
        + "method");

    public static readonly DiagnosticDescriptor UnsupportedType = Error("IKC0020", "A type cannot cross", "'{0}' cannot cross: {1}");

    public static readonly DiagnosticDescriptor StructNotMarked = Error("IKC0021", "A struct must be [IkcStruct] or [MessagePackObject]",
        "The struct '{0}' cannot cross; mark it with [IkcStruct] (fixed layout) or [MessagePackObject] (with keys)");

    public static readonly DiagnosticDescriptor RefParameter = Error("IKC0022", "ref and out cannot cross",
        "'{0}' is passed or returned by reference, and the other side has other memory; use the result, or 'in' to pass a struct without a "
        + "copy");

    public static readonly DiagnosticDescriptor InOnAsync = Error("IKC0023", "in is for synchronous methods",
        "'{0}' is an 'in' parameter of an asynchronous method, whose implementation could not be async; pass it by value");

    public static readonly DiagnosticDescriptor SpanOnAsync = Error("IKC0024", "Spans are for synchronous methods",
        "'{0}' is a span, which cannot live across an await; use ReadOnlyMemory<{1}> or an array, which look the same on the wire");

    public static readonly DiagnosticDescriptor SpanMisplaced = Error("IKC0025", "Only a ReadOnlySpan parameter crosses",
        "'{0}' cannot be used here; take a ReadOnlySpan<{1}>, return an IkcLease<{1}> (in place) or an array");

    public static readonly DiagnosticDescriptor TokenNotLast = Error("IKC0026", "CancellationToken must be the last parameter",
        "'{0}' must be the last parameter and the only CancellationToken; move it to the end");

    public static readonly DiagnosticDescriptor TokenMissing = new("IKC0027", "An asynchronous method should take a CancellationToken",
        "'{0}' cannot be cancelled by its caller; add a last parameter 'CancellationToken cancellationToken = default'", Category,
        DiagnosticSeverity.Info, true, helpLinkUri: HelpPage + "ikc0027");

    public static readonly DiagnosticDescriptor TaskResult = Error("IKC0028", "Use ValueTask instead of Task",
        "'{0}' needs an allocation for each call; return '{1}'");

    public static readonly DiagnosticDescriptor OneWayResult = Error("IKC0029", "A one-way method returns nothing",
        "'{0}' is one-way and nothing comes back; return void or ValueTask, or remove OneWay");

    public static readonly DiagnosticDescriptor LeaseMisplaced = Error("IKC0030", "A lease is a whole result, or the last argument",
        "'{0}' cannot be used here: a lease is the whole result of a method, or the last argument of one that has no span and no stream; use "
        + "ReadOnlyMemory<{1}> or an array, which look the same on the wire as an argument");

    public static readonly DiagnosticDescriptor StreamMisplaced = Error("IKC0031", "A stream is a parameter or a result of its own",
        "'{0}' cannot be a part of something else; make it a whole parameter, or return it itself, without a task around it");

    public static readonly DiagnosticDescriptor BadElement = Error("IKC0032", "Not every bit pattern of the element is valid",
        "'{0}' cannot be the element of '{1}': only integers, floats, char, Guid, enums and [IkcStruct] structs can lie in shared memory as "
        + "they are; use {2}");

    public static readonly DiagnosticDescriptor InaccessibleType = Error("IKC0033", "A type must be accessible in its assembly",
        "'{0}' cannot be reached by generated code; make it and the types around it internal or public, and not file-local");

    public static readonly DiagnosticDescriptor ClassNotMarked = Error("IKC0034", "A class must be [MessagePackObject]",
        "The class '{0}' cannot cross; mark it with [MessagePackObject] and its members with [Key(n)]");

    public static readonly DiagnosticDescriptor Padding = Error("IKC0040", "A fixed struct cannot have padding",
        "'{0}' has {1} unused bytes {2}, whose content would be undefined; add a reserved field there, or order the fields by size");

    public static readonly DiagnosticDescriptor BadField = Error("IKC0041", "A fixed struct's field must be fixed",
        "'{0}' of type '{1}' cannot be in a fixed struct: {2}");

    public static readonly DiagnosticDescriptor BadLayout = Error("IKC0042", "A fixed struct's layout must be known",
        "'{0}' cannot be an [IkcStruct]: {1}");

    public static readonly DiagnosticDescriptor LayoutNotPublished = Error("IKC0043", "The layout of another assembly's struct is unknown",
        "The layout of '{0}' is not known: its assembly '{1}' was built without the Ikc generator, or the struct is generic; reference Ikc "
        + "there, or declare a struct here");

    public static readonly DiagnosticDescriptor MissingKey = Error("IKC0050", "A message's member needs a key",
        "'{0}' has neither [Key] nor [IgnoreMember]; mark it with one of them");

    public static readonly DiagnosticDescriptor BadKey = Error("IKC0051", "A message's keys must be unique and of one sort",
        "The key of '{0}' cannot be used: {1}");

    public static readonly DiagnosticDescriptor NoConstructor = Error("IKC0052", "A message needs a usable public constructor",
        "'{0}' has no public constructor whose parameters match its keys; add one, or one without parameters and settable members");

    public static readonly DiagnosticDescriptor BadMessageType = Error("IKC0053", "A message holds what cannot cross",
        "'{0}', which '{1}' holds, cannot cross: {2}");

    public static readonly DiagnosticDescriptor BadUnion = Error("IKC0054", "A union's cases must be types derived from it",
        "'{0}' cannot be a union: {1}");

    public static readonly DiagnosticDescriptor FaultOnOneWay = Error("IKC0060", "A one-way method has no faults",
        "'{0}' is one-way and nothing comes back, no fault either; remove [IkcFault] or OneWay");

    public static readonly DiagnosticDescriptor BadFault = Error("IKC0061", "A fault has a type and a code of its own",
        "The fault '{0}' of '{1}' is not clear: {2}; give each fault of a method one type and one number");

    public static readonly DiagnosticDescriptor StreamOnSync = Error("IKC0070", "A method with streams is asynchronous",
        "'{0}' has a stream, which goes on after it was called; return ValueTask, ValueTask<T> or IAsyncEnumerable<T>, without OneWay");

    public static readonly DiagnosticDescriptor StreamTokenMissing = new("IKC0071", "A method with streams takes a CancellationToken",
        "'{0}' is not told when its caller wants no more; add a last parameter 'CancellationToken cancellationToken = default'", Category,
        DiagnosticSeverity.Warning, true, helpLinkUri: HelpPage + "ikc0071");

    public static readonly DiagnosticDescriptor TooManyStreams = Error("IKC0072", "A method has at most 16 streams as parameters",
        "'{0}' has {1} streams as parameters; let one stream carry several sorts of items");

    public static readonly DiagnosticDescriptor CallbackMisplaced = Error("IKC0090", "A contract is a parameter of its own",
        "'{0}' cannot be a part of something else: {1}");

    public static readonly DiagnosticDescriptor CallbackResult = Error("IKC0091", "A contract cannot be a result",
        "'{0}' is a contract, whose object stays where it is; serve it under a name of its own that the result tells, or take the caller's "
        + "contract as a parameter and call that");

    public static readonly DiagnosticDescriptor CallbackWithStream = Error("IKC0092", "A method with streams takes no callback",
        "'{0}' has a stream, whose call may be made again with each enumeration; pass the callback in a method of its own, or its calls as "
        + "items of the stream");

    public static readonly DiagnosticDescriptor CallbackNotUsable = Error("IKC0093", "A callback's contract must be generated",
        "'{0}' cannot be called back: it is generic, or its assembly '{1}' was built without the Ikc generator; reference Ikc there, or declare "
        + "a contract here");

    /// <summary>All of them. It stands last, since fields come into being in their order.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        NotPartial, BadContractId, GenericContract, InaccessibleContract, NotAMethod, BaseNotAContract, DuplicateContractId,
        ReservedName, MissingMethodId, DuplicateMethodId, MethodIdOutOfRange, ReservedMethodId, GenericMethod, NotCallable,
        UnsupportedType, StructNotMarked, RefParameter, InOnAsync, SpanOnAsync, SpanMisplaced, TokenNotLast, TokenMissing, TaskResult,
        OneWayResult, LeaseMisplaced, StreamMisplaced, BadElement, InaccessibleType, ClassNotMarked, Padding, BadField, BadLayout,
        LayoutNotPublished, MissingKey, BadKey, NoConstructor, BadMessageType, BadUnion,
        FaultOnOneWay, BadFault,
        StreamOnSync, StreamTokenMissing, TooManyStreams,
        CallbackMisplaced, CallbackResult, CallbackWithStream, CallbackNotUsable,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpPage + id.ToLowerInvariant());
}
