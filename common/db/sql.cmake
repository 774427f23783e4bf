# SPDX-License-Identifier: EUPL-1.2
# wk_sql(TARGET FOLDER NAME): FOLDER/sql/NNN.sql, in their order, as the array
# NAME_MIGRATIONS and its length NAME_N_MIGRATIONS in TARGET.  Run as a script
# (cmake -P), this file writes them.
if(CMAKE_SCRIPT_MODE_FILE)
    set(text "/* Made from SQL files by common/db/sql.cmake. */\n")
    string(APPEND text "#include \"${HEADER}\"\n\n")
    foreach(step ${STEPS})
        get_filename_component(number ${step} NAME_WE)
        file(READ ${step} hex HEX)
        string(REGEX REPLACE "(................................)" "\\1\n"
            hex "${hex}")
        string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
        string(APPEND text "static const char STEP_${number}[] = {\n"
            "${hex}0};\n\n")
        string(APPEND names "    STEP_${number},\n")
    endforeach()
    string(APPEND text "const char *const ${NAME}_MIGRATIONS[] = {\n"
        "${names}};\n"
        "const size_t ${NAME}_N_MIGRATIONS =\n"
        "    sizeof ${NAME}_MIGRATIONS / sizeof ${NAME}_MIGRATIONS[0];\n")
    file(WRITE ${OUTPUT} "${text}")
    return()
endif()

set(WK_SQL_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(wk_sql target folder name)
    string(TOLOWER ${name} lower)
    set(output ${CMAKE_BINARY_DIR}/sql/${lower}_sql.c)
    file(GLOB steps CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/sql/*.sql)
    add_custom_command(OUTPUT ${output}
        COMMAND ${CMAKE_COMMAND} "-DSTEPS=${steps}" -DNAME=${name}
            -DHEADER=${lower}_sql.h -DOUTPUT=${output} -P ${WK_SQL_SCRIPT}
        DEPENDS ${steps} ${WK_SQL_SCRIPT} VERBATIM)
    target_sources(${target} PRIVATE ${output})
endfunction()
