using CityOps.Tests.Shared;
using Xunit.v3;

// One engine for all: each test empties the tables it uses, so the tests run one after another.
[assembly: AssemblyFixture(typeof(EngineFixture))]
[assembly: Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
