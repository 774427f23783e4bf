# SPDX-License-Identifier: EUPL-1.2
# wk_web, and wk_pages(TARGET FOLDER): the pages of one program in its binary.
wk_layer(wk_web common/web wk_db)

set(WK_WEB ${PROJECT_SOURCE_DIR}/common/web)
find_program(NODE NAMES node nodejs REQUIRED)

# The npm packages, as package-lock.json names them.
set(WK_NPM ${CMAKE_BINARY_DIR}/npm.stamp)
add_custom_command(OUTPUT ${WK_NPM}
    COMMAND sh ${WK_WEB}/install.sh
    COMMAND ${CMAKE_COMMAND} -E touch ${WK_NPM}
    DEPENDS ${WK_WEB}/package-lock.json ${WK_WEB}/install.sh
    COMMENT "npm packages of common/web"
    VERBATIM)
add_custom_target(wk_npm DEPENDS ${WK_NPM})

# Runs during the build, whatever the flags of the product are.
add_executable(wk_embed ${WK_WEB}/embed.c)
target_compile_definitions(wk_embed PRIVATE _POSIX_C_SOURCE=200809L)
target_compile_options(wk_embed PRIVATE -Wall -Wextra -Wpedantic -Wconversion)

# FOLDER/web/*.html, bundled, FOLDER/*.json and the language packs of FOLDER/content, as SITE_ASSETS or
# CENTRAL_ASSETS in TARGET; the bundle itself stays in BUILD/pages/FOLDER for the tests in tests/e2e.
function(wk_pages target folder)
    set(symbol CENTRAL_ASSETS)
    if(folder STREQUAL "client")
        set(symbol SITE_ASSETS)
    endif()
    set(out ${CMAKE_BINARY_DIR}/pages/${folder})
    file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/web/*.html
        ${PROJECT_SOURCE_DIR}/${folder}/*.json
        ${PROJECT_SOURCE_DIR}/${folder}/content/packs/*.json)
    file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/pages)
    add_custom_command(OUTPUT ${out}.stamp
        COMMAND ${NODE} ${WK_WEB}/bundle.mjs ${out} ${pages}
        DEPENDS ${pages} ${WK_WEB}/bundle.mjs ${WK_NPM} wk_npm
        DEPFILE ${out}.d
        COMMENT "pages of ${folder}"
        VERBATIM)
    add_custom_command(OUTPUT ${out}.c
        COMMAND wk_embed ${symbol} ${out} ${out}.c
        DEPENDS wk_embed ${out}.stamp
        VERBATIM)
    target_sources(${target} PRIVATE ${out}.c)
endfunction()
