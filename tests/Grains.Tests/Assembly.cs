using AleSekretariat.Testing.Orleans;

[assembly: AssemblyFixture(typeof(TestCluster))]
