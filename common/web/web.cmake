# SPDX-License-Identifier: EUPL-1.2
# wk_web, and wk_pages(TARGET FOLDER): the pages of one program in its binary.
wk_layer(wk_web common/web wk_db)

function(wk_pages target folder)
endfunction()
