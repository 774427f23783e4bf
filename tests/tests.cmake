# SPDX-License-Identifier: EUPL-1.2
# Every test is one ctest entry with a label and a timeout.
# Without cmocka (deploy/demo does not install it) there are none.
pkg_check_modules(cmocka IMPORTED_TARGET cmocka)
if(NOT cmocka_FOUND)
    message(STATUS "no cmocka: building without tests")
    return()
endif()
# GLPK is an oracle of unit.site_core.flow* alone (GPL-3: no program links it).
find_library(GLPK glpk REQUIRED)

# tests/unit/LAYER/test_NAME.c is unit.LAYER.NAME, linked with wk_LAYER.
file(GLOB unit_tests CONFIGURE_DEPENDS tests/unit/*/test_*.c)
foreach(source ${unit_tests})
    get_filename_component(folder ${source} DIRECTORY)
    get_filename_component(layer ${folder} NAME)
    get_filename_component(name ${source} NAME_WE)
    string(REPLACE "test_" "" short ${name})
    add_executable(${layer}_${name} ${source})
    target_link_libraries(${layer}_${name}
        PRIVATE wk_${layer} wk_flags PkgConfig::cmocka)
    target_compile_definitions(${layer}_${name} PRIVATE
        TESTS_DIR="${PROJECT_SOURCE_DIR}/tests"
        SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_test(NAME unit.${layer}.${short} COMMAND ${layer}_${name})
    set_tests_properties(unit.${layer}.${short}
        PROPERTIES TIMEOUT 900 LABELS unit)
endforeach()
target_link_libraries(site_core_test_flow PRIVATE ${GLPK})
target_link_libraries(site_core_test_flow_published PRIVATE ${GLPK})
# It stands between the night and the audit.
target_link_options(site_test_night_refusal PRIVATE -Wl,--wrap=audit_entry)

# tests/fuzz/fuzz_NAME.c: a libFuzzer target, or a replay of its corpus.
file(GLOB fuzzers CONFIGURE_DEPENDS tests/fuzz/fuzz_*.c)
foreach(source ${fuzzers})
    get_filename_component(name ${source} NAME_WE)
    string(REPLACE "fuzz_" "" short ${name})
    if(WK_FUZZ)
        add_executable(${name} ${source})
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    else()
        add_executable(${name} ${source} tests/fuzz/replay.c)
    endif()
    target_link_libraries(${name} PRIVATE wk_site wk_central wk_flags)
    add_test(NAME fuzz.${short}
        COMMAND ${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${short})
    set_tests_properties(fuzz.${short} PROPERTIES TIMEOUT 600 LABELS fuzz)
endforeach()
# New inputs, with libFuzzer in builds of its own.
if("$ENV{WK_LONG}")
    add_test(NAME fuzz.long COMMAND bash tests/fuzz/long)
    set_tests_properties(fuzz.long PROPERTIES
        TIMEOUT 5400 LABELS fuzz SKIP_RETURN_CODE 77
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endif()

# tests/lint/*.sh: what the compiler cannot see.
file(GLOB lints CONFIGURE_DEPENDS tests/lint/*.sh)
foreach(script ${lints})
    get_filename_component(name ${script} NAME_WE)
    add_test(NAME lint.${name} COMMAND sh ${script})
    set_tests_properties(lint.${name} PROPERTIES
        TIMEOUT 600 LABELS lint SKIP_RETURN_CODE 77
        ENVIRONMENT "WK_BUILD=${CMAKE_BINARY_DIR}"
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endforeach()

# tests/content: what the kiosk shows and says, as files.
foreach(kind pictograms packs)
    add_test(NAME content.${kind} COMMAND ${NODE} tests/content/${kind}.mjs)
    set_tests_properties(content.${kind} PROPERTIES TIMEOUT 600 LABELS lint
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endforeach()

# tests/integration/*.sh: the real binaries, on loopback, each in a folder of
# its own under the build tree.
file(GLOB integrations CONFIGURE_DEPENDS tests/integration/test_*.sh)
foreach(script ${integrations})
    get_filename_component(name ${script} NAME_WE)
    string(REPLACE "test_" "" short ${name})
    add_test(NAME integration.${short} COMMAND bash ${script})
    set_tests_properties(integration.${short} PROPERTIES
        TIMEOUT 600 LABELS integration SKIP_RETURN_CODE 77
        ENVIRONMENT "WK_BIN=${CMAKE_BINARY_DIR}/bin;WK_BUILD=${CMAKE_BINARY_DIR}"
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endforeach()

# tests/fault/*.sh: the release's programs while disk, memory, power or clock
# fail.  The shim is for them, and so without a sanitizer.
add_library(fault_shim SHARED tests/fault/shim.c)
target_compile_options(fault_shim PRIVATE -Wall -Wextra -Wpedantic
    -fno-builtin $<$<BOOL:${WK_WERROR}>:-Werror>)
set(fault_timeout 600)
if("$ENV{WK_LONG}")
    set(fault_timeout 5400)
endif()
file(GLOB faults CONFIGURE_DEPENDS tests/fault/test_*.sh)
foreach(script ${faults})
    get_filename_component(name ${script} NAME_WE)
    string(REPLACE "test_" "" short ${name})
    add_test(NAME fault.${short} COMMAND bash ${script})
    set_tests_properties(fault.${short} PROPERTIES
        TIMEOUT ${fault_timeout} LABELS fault SKIP_RETURN_CODE 77
        ENVIRONMENT "WK_BUILD=${CMAKE_BINARY_DIR};WK_SHIM=$<TARGET_FILE:fault_shim>"
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endforeach()

# tests/net/*.sh: the real binaries behind networks and peers that misbehave.
file(GLOB nets CONFIGURE_DEPENDS tests/net/test_*.sh)
foreach(script ${nets})
    get_filename_component(name ${script} NAME_WE)
    string(REPLACE "test_" "" short ${name})
    add_test(NAME net.${short} COMMAND bash ${script})
    set_tests_properties(net.${short} PROPERTIES
        TIMEOUT 600 LABELS net SKIP_RETURN_CODE 77
        ENVIRONMENT "WK_BIN=${CMAKE_BINARY_DIR}/bin;WK_BUILD=${CMAKE_BINARY_DIR}"
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endforeach()

# tests/e2e/SPEC.mjs: the pages in a browser, served by the real programs (a
# small network on free ports) and by a mock that is in every state.
add_test(NAME e2e.network_up COMMAND bash tests/e2e/network.sh up)
add_test(NAME e2e.network_down COMMAND bash tests/e2e/network.sh down)
set_tests_properties(e2e.network_up PROPERTIES FIXTURES_SETUP network)
set_tests_properties(e2e.network_down PROPERTIES FIXTURES_CLEANUP network)
set(e2e_tests e2e.network_up e2e.network_down)
foreach(spec kiosk staff compare data roles)
    add_test(NAME e2e.${spec} COMMAND bash tests/e2e/run.sh ${spec})
    set_tests_properties(e2e.${spec} PROPERTIES FIXTURES_REQUIRED network)
    add_test(NAME e2e.${spec}_mock COMMAND bash tests/e2e/run.sh ${spec} mock)
    list(APPEND e2e_tests e2e.${spec} e2e.${spec}_mock)
endforeach()
add_test(NAME e2e.recorder COMMAND bash tests/e2e/run.sh recorder)
set_tests_properties(e2e.recorder PROPERTIES FIXTURES_REQUIRED network)
list(APPEND e2e_tests e2e.recorder)
# What the mock alone shows: a PIN, tablets, 565 sites, all languages reviewed.
foreach(spec door ways devices compare_large languages)
    add_test(NAME e2e.${spec} COMMAND bash tests/e2e/run.sh ${spec} mock)
    list(APPEND e2e_tests e2e.${spec})
endforeach()
foreach(spec kiosk_real kiosk_traces)
    add_test(NAME e2e.${spec} COMMAND bash tests/e2e/run.sh ${spec})
    set_tests_properties(e2e.${spec} PROPERTIES FIXTURES_REQUIRED network)
    list(APPEND e2e_tests e2e.${spec})
endforeach()
# What is heard, the ways through a visit, and what it leaves behind.
foreach(spec kiosk_voice kiosk_mute kiosk_paths kiosk_helps)
    add_test(NAME e2e.${spec} COMMAND bash tests/e2e/run.sh ${spec} mock)
    list(APPEND e2e_tests e2e.${spec})
endforeach()
add_test(NAME e2e.staff_waves COMMAND bash tests/e2e/run.sh staff_waves mock)
list(APPEND e2e_tests e2e.staff_waves)
# tests/openapi: the same programs against the description of their interface.
foreach(which central site datapackage)
    add_test(NAME openapi.${which} COMMAND bash tests/openapi/run.sh ${which})
    set_tests_properties(openapi.${which} PROPERTIES FIXTURES_REQUIRED network)
    list(APPEND e2e_tests openapi.${which})
endforeach()
set_tests_properties(${e2e_tests} PROPERTIES
    TIMEOUT 600 LABELS e2e SKIP_RETURN_CODE 77
    ENVIRONMENT "WK_BIN=${CMAKE_BINARY_DIR}/bin;WK_BUILD=${CMAKE_BINARY_DIR}"
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})

# tests/sim: whole networks in memory, from a seed.
file(GLOB sim_sources CONFIGURE_DEPENDS tests/sim/*.c)
add_executable(sim ${sim_sources})
target_link_libraries(sim
    PRIVATE wk_site wk_central PkgConfig::sqlite3 wk_flags)
# What the centre looks up of an entry: plants make it blind there.
target_link_options(sim PRIVATE
    -Wl,--wrap=ledger_is_covered,--wrap=ledger_era_seen)
set(sim_tests sim.promises sim.equal-seeds sim.large sim.carry)
if("$ENV{WK_LONG}")
    add_test(NAME sim.promises COMMAND sim --nights 1000000)
    add_test(NAME sim.large COMMAND sim --sites 565 --years 10)
    add_test(NAME sim.carry COMMAND sim --carry 90000)
    set(sim_timeout 14400)
else()
    add_test(NAME sim.promises COMMAND sim --nights 10000)
    # More sites than are looked at in full each night.
    add_test(NAME sim.large COMMAND sim --sites 20 --years 1)
    add_test(NAME sim.carry COMMAND sim --carry 20)
    set(sim_timeout 900)
endif()
# Two half years and a long world, each twice.
add_test(NAME sim.equal-seeds COMMAND sim --first 6 --seeds 3 --equal)
foreach(plant ack-early reused-number close-before-hello restarted-label
        withdrawn-again counted-twice overlap-unchecked two-eras-open)
    add_test(NAME sim.plant-${plant} COMMAND sim --plant ${plant})
    list(APPEND sim_tests sim.plant-${plant})
endforeach()
set_tests_properties(${sim_tests} PROPERTIES TIMEOUT ${sim_timeout} LABELS sim)

# tests/bench/NAME.c is bench_NAME; tests/bench/all builds and runs them all.
# Here only a short run and what it checks: nothing is judged by its speed.
file(GLOB bench_rig CONFIGURE_DEPENDS tests/bench/rig/*.c)
add_library(wk_bench STATIC ${bench_rig})
target_compile_options(wk_bench PUBLIC
    "SHELL:-iquote ${PROJECT_SOURCE_DIR}/tests/bench/rig")
target_link_libraries(wk_bench PUBLIC wk_site wk_central m
    PRIVATE PkgConfig::libssl PkgConfig::libcrypto PkgConfig::sqlite3 wk_flags)
add_executable(bench_empty tests/bench/empty/main.c)
target_link_options(bench_empty PRIVATE -Wl,--no-as-needed)
target_link_libraries(bench_empty PRIVATE wk_flags PkgConfig::libuv
    PkgConfig::sqlite3 PkgConfig::libssl PkgConfig::libcrypto
    PkgConfig::libprotobuf-c PkgConfig::libcurl PkgConfig::libsodium
    PkgConfig::libseccomp PkgConfig::jansson PkgConfig::inih)
set(bench_disclosure_short --utility --batches 1000)
file(GLOB benches CONFIGURE_DEPENDS tests/bench/*.c)
foreach(source ${benches})
    get_filename_component(name ${source} NAME_WE)
    add_executable(bench_${name} ${source})
    target_link_libraries(bench_${name} PRIVATE wk_bench wk_flags
        PkgConfig::libssl PkgConfig::libcrypto)
    target_compile_definitions(bench_${name}
        PRIVATE TESTS_DIR="${PROJECT_SOURCE_DIR}/tests")
    add_test(NAME bench.${name}
        COMMAND bench_${name} ${bench_${name}_short})
    set_tests_properties(bench.${name} PROPERTIES
        TIMEOUT 1800 LABELS bench SKIP_RETURN_CODE 77
        ENVIRONMENT "WK_BIN=${CMAKE_BINARY_DIR}/bin"
        WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
endforeach()

# tests/attacker: what can be computed from the bytes that a site sends.
file(GLOB attacker_sources CONFIGURE_DEPENDS tests/attacker/*.c)
add_executable(attacker ${attacker_sources})
target_link_libraries(attacker PRIVATE wk_site_core m wk_flags)
target_compile_options(attacker PRIVATE -O2) # all it does is count
if("$ENV{WK_LONG}")
    set(attacker_batches 1000000)
else()
    set(attacker_batches 100000)
endif()
foreach(name P1.totals P1.options P1.groups P2 P3 P4 n-1-known
        nine-interpreted-and-one-alone broken-rules)
    add_test(NAME attacker.${name} COMMAND attacker ${name})
    list(APPEND attacker_tests attacker.${name})
endforeach()
add_test(NAME attacker.random
    COMMAND attacker random --batches ${attacker_batches})
# tests/attacker/views: what can be computed from all that the centre shows.
# With --plant a view tells too much, and it must be found.
file(GLOB views_sources CONFIGURE_DEPENDS tests/attacker/views/*.c)
add_executable(attacker_views ${views_sources} tests/attacker/victim.c)
target_link_libraries(attacker_views
    PRIVATE wk_site_core wk_central wk_flags)
target_compile_options(attacker_views PRIVATE -O2)
set(views_seeds bytes 2 embargo 2 names 5 order 2 company 80)
while(views_seeds)
    list(POP_FRONT views_seeds name seeds)
    if("$ENV{WK_LONG}")
        math(EXPR seeds "50 * ${seeds}")
    endif()
    add_test(NAME attacker.views.${name}
        COMMAND attacker_views ${name} --seeds ${seeds})
    add_test(NAME attacker.views.${name}-plant
        COMMAND attacker_views ${name} --seeds 8 --plant)
    list(APPEND attacker_tests
        attacker.views.${name} attacker.views.${name}-plant)
endwhile()
set_tests_properties(attacker.random ${attacker_tests}
    PROPERTIES TIMEOUT 1800 LABELS attacker)

# tests/mutants: the rules changed in every small way; some 550 builds.
if("$ENV{WK_LONG}")
    add_test(NAME mutants.rules COMMAND node tests/mutants/run.mjs)
    set_tests_properties(mutants.rules PROPERTIES
        TIMEOUT 3600 LABELS mutants
        ENVIRONMENT "WK_BUILD=${CMAKE_BINARY_DIR};CC=${CMAKE_C_COMPILER}"
        WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endif()
