# The one door to everything. `make` prints the targets.
export JAVA_HOME := $(shell tools/jdk25)
ifeq ($(JAVA_HOME),)
$(error A JDK 25 is needed; see the advice above)
endif
MVN := mvn -B -ntp

.PHONY: help check test it sim fuzz bench traffic fabric soak package fix clean

help: ## print this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

check: ## format check, compile with every warning an error, unit tests: what to run before a commit
	$(MVN) package

test: ## everything: check, then the tests in network namespaces (needs root)
	$(MVN) package -DexcludedGroups=

it: ## only the tests in network namespaces (needs root)
	$(MVN) package -DexcludedGroups= -Dgroups=kernel -Dsurefire.failIfNoSpecifiedTests=false

sim: ## simulate failures under new seeds; SEEDS=N how many, SEED=N plays one and tells its story
	$(MVN) -q package -pl sim -am -Dquick -DexcludedGroups= -Dtest=SeedLoopTest -Dsurefire.failIfNoSpecifiedTests=false \
		$(if $(SEEDS),-Dsim.seeds=$(SEEDS)) $(if $(SEED),-Dsim.seed=$(SEED))

FUZZ ?= readingEndsInDiagnostics formattingIsDoneAfterOnce everyDecoderAnswers engineSurvivesWhateverArrives
fuzz: ## look for inputs that break a decoder, the engine, the configuration's reader or formatter, a minute each
	for test in $(FUZZ); do JAZZER_FUZZ=1 $(MVN) -q package -Pfuzz -pl fuzz -am -Dquick -Dtest="*FuzzTest#$$test" \
		-Dsurefire.failIfNoSpecifiedTests=false || exit 1; done

ROUNDS ?= 10
bench: ## Baton beside keepalived in ROUNDS rounds (10), about 2 minutes each, or CASES of it (an expression in their titles); writes docs/benchmarks.md (needs root)
	$(MVN) -q package -Dquick -DskipTests
	$(JAVA_HOME)/bin/java -p it/target/classes:bench/target/classes -m dev.baton.bench/dev.baton.bench.Main $(ROUNDS) "$(CASES)"

traffic: ## connections through a virtual server beside none, haproxy and, in a guest, keepalived's IPVS; needs wrk and haproxy, writes docs/benchmarks.md (needs root)
	$(MVN) -q package -Dquick -DskipTests
	$(JAVA_HOME)/bin/java -p it/target/classes:bench/target/classes -m dev.baton.bench/dev.baton.bench.Main traffic $(ROUNDS)

fabric: ## how fast HaVips move in the driver linux, 100 of them bound to 10 instances each; prints the figures (needs root)
	$(MVN) package -Dquick -pl it -am -DexcludedGroups= -Dtest=FabricLoadTest -Dsurefire.failIfNoSpecifiedTests=false \
		-Dfabric.bench=true | grep -E "^fabric: |Tests run|ERROR"

MINUTES ?= 10
CYCLES ?= 10000
soak: ## long runs beside keepalived: MINUTES (10) of watching, CYCLES (10000) of reloads, or CASES of it; writes docs/benchmarks.md (needs root)
	$(MVN) -q package -Dquick -DskipTests
	$(JAVA_HOME)/bin/java -p it/target/classes:bench/target/classes -m dev.baton.bench/dev.baton.bench.Main \
		soak $(MINUTES) $(CYCLES) "$(CASES)"

package: ## the application in cli/target/app, without the checks
	$(MVN) -q package -Dquick -DskipTests
	tools/aot-cache cli/target/app

fix: ## format the sources and rewrite the golden files; review the diff
	$(MVN) -q spotless:apply
	$(MVN) -q package -DupdateGolden=true

clean: ## remove what builds have made
	$(MVN) -q clean
