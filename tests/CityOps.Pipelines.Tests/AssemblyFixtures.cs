using CityOps.Tests.Shared;

// One engine for most: each test empties the tables it uses, so these run one after another. Classes with an engine of their own stand in a
// collection of their own and run beside them.
[assembly: AssemblyFixture(typeof(EngineFixture))]
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
